using System.Text;
using PuppetEngine.Emulators.X.Accounts;
using PuppetEngine.Emulators.X.Posts;

namespace PuppetEngine.Emulators.X.Search;

using Match = Func<XPost, XDirectory, bool>;

/// <summary>The single terms of a query.</summary>
internal static class PostTerms
{
    /// <summary>A term, whether it may stand alone, and the conversation it names.</summary>
    public static (Match Match, bool StandsAlone, ulong? Conversation) Of(string term)
    {
        var colon = term.IndexOf(':', StringComparison.Ordinal);
        var name = colon > 0 ? term[..colon] : "";
        var value = term[(colon + 1)..];
        return name switch
        {
            "from" => (Author(value), true, null),
            "to" => (Answers(value), true, null),
            "conversation_id" => Conversation(value),
            "in_reply_to_tweet_id" => Id(name, value) is var parent ? ((p, _) => p.InReplyTo == parent, true, null) : default,
            "quotes_of_tweet_id" => Id(name, value) is var quoted ? ((p, _) => p.Quoted == quoted, true, null) : default,
            "retweets_of_tweet_id" => Id(name, value) is var original ? ((p, _) => p.Reposted == original, true, null) : default,
            "url" => ((p, _) => p.Links.Exists(l => l.ExpandedUrl.Contains(value, StringComparison.OrdinalIgnoreCase)), true, null),
            "is" => (Is(value), false, null),
            "has" => (Has(value), false, null),
            "lang" => ((_, _) => value == "en", false, null),
            _ when name.Length > 0 && name.All(c => char.IsAsciiLetterLower(c) || c == '_') && !value.StartsWith("//", StringComparison.Ordinal) =>
                throw new FormatException($"The operator [{name}:] does not exist here"),
            _ => (Word(term), true, null),
        };
    }

    /// <summary>Words beside each other, whatever their case.</summary>
    public static Match Phrase(string phrase)
    {
        var words = Words(phrase);
        return words.Count == 0 ? throw new FormatException("a phrase must hold a word") : (post, _) => Holds(Words(post.SentText), words);
    }

    private static Match Word(string term) => term[0] switch
    {
        '@' => (post, users) => PostText.Mentions(post.Text, users).Contains(term[1..], StringComparer.OrdinalIgnoreCase)
            || (users.ByHandle(term[1..]) is { } account && post.Mentioned.Contains(account.Id) && post.InReplyToUser != account.Id),
        '#' or '$' => (post, _) => post.SentText.Split([' ', '\n', '\t', ',', '.', '!', '?', ';', ':', '(', ')'], StringSplitOptions.RemoveEmptyEntries).Contains(term, StringComparer.OrdinalIgnoreCase),
        _ => Phrase(term),
    };

    private static Match Author(string value) => (post, users) => User(value, users) is { } account && post.AuthorId == account.Id;

    private static Match Answers(string value) => (post, users) => User(value, users) is { } account && post.InReplyToUser == account.Id;

    private static (Match, bool, ulong?) Conversation(string value)
    {
        var id = Id("conversation_id", value);
        return ((post, _) => post.ConversationId == id, true, id);
    }

    private static Match Is(string value) => value switch
    {
        "reply" => (post, _) => post.InReplyTo is not null,
        "retweet" => (post, _) => post.Reposted is not null,
        "quote" => (post, _) => post.Quoted is not null,
        "verified" => (post, users) => users.ById(post.AuthorId)?.Record.Premium == true,
        _ => throw new FormatException($"The value [{value}] is not one of [reply, retweet, quote, verified] for the operator [is:]"),
    };

    private static Match Has(string value) => value switch
    {
        "links" => (post, _) => post.Links.Count > 0,
        "mentions" => (post, users) => PostText.Mentions(post.Text, users).Any(),
        "media" => (post, _) => post.Media.Count > 0,
        "images" => (post, _) => post.Media.Count > 0,
        "hashtags" => (post, _) => post.SentText.Contains('#', StringComparison.Ordinal),
        "cashtags" => (post, _) => PostText.Cashtags(post.SentText) > 0,
        _ => throw new FormatException($"The value [{value}] is not one of [links, mentions, media, images, hashtags, cashtags] for the operator [has:]"),
    };

    private static XAccount? User(string value, XDirectory users) =>
        users.ByHandle(value.TrimStart('@')) ?? (PostDraftReader.TryId(value, out var id) ? users.ById(id) : null);

    private static ulong Id(string name, string value) =>
        PostDraftReader.TryId(value, out var id) ? id : throw new FormatException($"The value [{value}] is not a post id for the operator [{name}:]");

    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var c in text.Normalize(NormalizationForm.FormKC))
        {
            if (char.IsLetterOrDigit(c) || c == '_')
            {
                word.Append(char.ToLowerInvariant(c));
            }
            else if (word.Length > 0 && c != '\'')
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        if (word.Length > 0)
        {
            words.Add(word.ToString());
        }

        return words;
    }

    private static bool Holds(List<string> text, List<string> words)
    {
        for (var i = 0; i + words.Count <= text.Count; i++)
        {
            if (text.GetRange(i, words.Count).SequenceEqual(words))
            {
                return true;
            }
        }

        return false;
    }
}
