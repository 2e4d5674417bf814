using System.Text.RegularExpressions;

namespace PuppetEngine.Engine.Social.Conversations;

/// <summary>
/// Finds out whether somebody asks to be left alone. A short phrase counts only where it is all that was said ("stop", "please stop"), a
/// long one wherever it stands ("stop replying to me"), unless it is denied ("don't stop replying"). In doubt it is a stop: an answer
/// too few is forgiven, one too many is not.
/// </summary>
public static partial class StopPhrases
{
    /// <summary>Phrases that count where nothing else is said but courtesies.</summary>
    public static IReadOnlyList<string> Whole { get; } =
    [
        "stop", "stop it", "stop this", "stop that", "stop now", "unsubscribe", "opt out", "optout", "go away", "shut up", "be quiet", "enough", "no more", "get lost", "leave", "mute",
        "stopp", "aufhören", "hör auf", "halt", "ruhe", "para", "basta", "alto", "detente", "arrête", "arrêtez", "arrete", "pare", "parar", "chega", "smettila", "fermati", "hou op", "sluta", "やめて", "停止", "стоп", "хватит",
    ];

    /// <summary>Phrases that count wherever they stand.</summary>
    public static IReadOnlyList<string> Anywhere { get; } =
    [
        "stop replying", "stop responding", "stop answering", "stop tagging", "stop mentioning", "stop messaging", "stop bothering", "stop contacting", "stop talking to me",
        "stop posting at me", "stop following me", "stop spamming", "quit replying", "quit tagging", "quit messaging", "leave me alone", "leave us alone", "no more replies",
        "dont reply to me", "do not reply to me", "dont respond to me", "do not respond to me", "dont answer me", "do not answer me", "dont contact me", "do not contact me",
        "dont talk to me", "do not talk to me", "dont tag me", "do not tag me", "dont mention me", "do not mention me", "never reply to me", "never contact me", "never tag me",
        "unsubscribe me", "opt me out", "i want to opt out", "i opt out", "remove me from", "take me off",
        "lass mich in ruhe", "hör auf mir zu", "schreib mir nicht", "antworte mir nicht", "déjame en paz", "dejame en paz", "deja de responder", "laisse moi tranquille", "arrête de me répondre",
        "deixe me em paz", "me deixa em paz", "lasciami in pace", "laat me met rust",
    ];

    private static readonly HashSet<string> Courtesies = new(StringComparer.Ordinal)
    {
        "please", "pls", "plz", "ok", "okay", "hey", "hi", "hello", "just", "bot", "ai", "thanks", "thank", "you", "thx", "already", "kindly", "now", "bro", "dude", "man", "mate", "omg",
        "ugh", "sir", "and", "i", "said", "bitte", "danke", "por", "favor", "svp", "merci",
    };

    private static readonly HashSet<string> Denials = new(StringComparer.Ordinal) { "dont", "not", "never", "cant", "cannot", "wont", "didnt", "doesnt", "shouldnt" };

    private static readonly HashSet<string> Wondering = new(StringComparer.Ordinal) { "did", "do", "why", "when", "if", "until", "because", "have", "since" };

    private static readonly List<string>[] WholeWords = [.. Whole.Select(TextWords.Of)];

    private static readonly List<string>[] AnywhereWords = [.. Anywhere.Select(TextWords.Of)];

    /// <summary>Whether a text asks to be left alone.</summary>
    public static bool Asks(string text)
    {
        var words = TextWords.Of(NamesAndLinks().Replace(text, " "));
        if (AnywhereWords.Any(phrase => Holds(words, phrase)))
        {
            return true;
        }

        // "stop now" is a phrase and "now" a courtesy, so both the bare and the whole text are compared.
        var bare = words.Where(word => !Courtesies.Contains(word)).ToList();
        return WholeWords.Any(phrase => bare.SequenceEqual(phrase) || words.SequenceEqual(phrase) || (bare.Count > 1 && bare.TrueForAll(word => phrase.Count == 1 && word == phrase[0])));
    }

    private static bool Holds(List<string> words, List<string> phrase)
    {
        for (var start = 0; start + phrase.Count <= words.Count; start++)
        {
            var found = phrase.Select((word, offset) => words[start + offset] == word).All(equal => equal);
            if (found && !IsDenied(words, start))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsDenied(List<string> words, int start) =>
        (start > 0 && Denials.Contains(words[start - 1]))
        || (start > 1 && Denials.Contains(words[start - 2]) && words[start - 1] is "ever" or "to")
        || (start > 1 && words[start - 1] is "you" or "u" && Wondering.Contains(words[start - 2]));

    [GeneratedRegex(@"[@\uff20]\w+|https?://\S+", RegexOptions.CultureInvariant)]
    private static partial Regex NamesAndLinks();
}
