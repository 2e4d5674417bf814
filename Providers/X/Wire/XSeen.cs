using System.Globalization;
using System.Text.Json;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Providers.X.Wire;

/// <summary>Reads posts and users of anybody, in pages, look-ups and lines of the stream. Both spellings of renamed members are read.</summary>
internal static class XSeen
{
    /// <summary>What a read asks for, so that every post comes with its author, what it answers or quotes, and its pictures.</summary>
    internal const string Fields =
        "tweet.fields=id,text,created_at,author_id,conversation_id,entities,referenced_tweets,in_reply_to_user_id,attachments"
        + "&expansions=author_id,referenced_tweets.id,referenced_tweets.id.author_id,attachments.media_keys"
        + "&" + UserFields + "&media.fields=media_key,type,alt_text";

    /// <summary>What a look-up of users asks for.</summary>
    internal const string UserFields = "user.fields=id,username,name,description,created_at,verified_type,public_metrics";

    /// <summary>Reads a page or a look-up.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    internal static PostPage ReadPage(string body, SocialOutcome outcome)
    {
        using var document = JsonDocument.Parse(body);
        var root = Object(document.RootElement);
        if (!root.TryGetProperty("data", out _) && !root.TryGetProperty("meta", out _) && !root.TryGetProperty("errors", out _))
        {
            throw new JsonException("The answer holds neither data nor meta nor errors.");
        }

        var includes = new Includes(root);
        return new PostPage
        {
            Outcome = outcome,
            Posts = [.. XPosts.Array(root, "data").Select(p => Post(p, includes)).DistinctBy(p => p.Id).OrderByDescending(p => PostIds.Parse(p.Id))],
            Referenced = includes.Posts(),
            NextToken = root.TryGetProperty("meta", out var meta) && meta.ValueKind == JsonValueKind.Object && XPosts.Text(meta, "next_token") is { Length: > 0 } token ? token : null,
            MissingIds = Missing(root),
        };
    }

    /// <summary>Reads a look-up of users.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    internal static SeenUsers ReadUsers(string body, SocialOutcome outcome)
    {
        using var document = JsonDocument.Parse(body);
        var root = Object(document.RootElement);
        return root.TryGetProperty("data", out _) || root.TryGetProperty("errors", out _)
            ? new SeenUsers { Outcome = outcome, Users = [.. XPosts.Array(root, "data").Select(User).OfType<SeenUser>()], Missing = Missing(root) }
            : throw new JsonException("The answer holds neither data nor errors.");
    }

    /// <summary>Reads the post of a line of the stream, what it refers to, and the rules that let it through; null for a line without a post.</summary>
    /// <exception cref="JsonException">It is no line of a stream.</exception>
    internal static StreamEvent? ReadStreamed(JsonElement root)
    {
        if (!root.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var includes = new Includes(root);
        return new StreamEvent(StreamEventKind.Post)
        {
            Post = Post(data, includes),
            Referenced = includes.Posts(),
            Matching = [.. XPosts.Array(root, "matching_rules").Select(r => new StreamRule { Id = XPosts.Text(r, "id") ?? "", Value = "", Tag = XPosts.Text(r, "tag") ?? "" })],
        };
    }

    private static SeenPost Post(JsonElement post, Includes includes)
    {
        var id = XPosts.Text(post, "id");
        if (!PostIds.TryParse(id, out _) || XPosts.Text(post, "text") is not { } text)
        {
            throw new JsonException("A post has no id or no text.");
        }

        var quoted = XPosts.Reference(post, "quoted");
        var authorId = XPosts.Text(post, "author_id") ?? "";
        var shown = CanonicalText.OfShown(text, XPosts.Links(post), isReply: false, quoted);
        return new SeenPost
        {
            Id = id!,
            Text = shown,
            Author = includes.User(authorId) ?? new SeenUser { Id = authorId },
            CreatedAt = Time(XPosts.Text(post, "created_at")) ?? DateTimeOffset.UnixEpoch,
            ConversationId = XPosts.Text(post, "conversation_id") ?? id!,
            ReplyToId = XPosts.Reference(post, "replied_to"),
            ReplyToUserId = XPosts.Text(post, "in_reply_to_user_id"),
            QuoteOfId = quoted,
            RepostOfId = XPosts.Reference(post, "retweeted"),
            Mentions = Mentions(post, shown),
            Media = includes.Media(post),
        };
    }

    private static List<string> Mentions(JsonElement post, string text)
    {
        var told = post.TryGetProperty("entities", out var entities) && entities.ValueKind == JsonValueKind.Object
            ? XPosts.Array(entities, "mentions").Select(m => XPosts.Text(m, "username")).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToList()
            : [];
        // X knows better than we whom a text names; only where it does not say is the text itself asked.
        return told.Count > 0 ? told : MentionText.Handles(text);
    }

    private static SeenUser? User(JsonElement user)
    {
        if (XPosts.Text(user, "id") is not { } id)
        {
            return null;
        }

        var metrics = user.TryGetProperty("public_metrics", out var told) && told.ValueKind == JsonValueKind.Object ? told : default;
        return new SeenUser
        {
            Id = id,
            Handle = XPosts.Text(user, "username") ?? "",
            Name = XPosts.Text(user, "name") ?? "",
            Description = XPosts.Text(user, "description") ?? "",
            VerifiedType = XPosts.Text(user, "verified_type") ?? "",
            CreatedAt = Time(XPosts.Text(user, "created_at")),
            Followers = Count(metrics, "followers_count"),
            Following = Count(metrics, "following_count"),
            Posts = Count(metrics, "tweet_count") is > 0 and var posts ? posts : Count(metrics, "post_count"),
        };
    }

    /// <summary>Partial errors name what was asked for and is not there.</summary>
    private static List<string> Missing(JsonElement root) =>
        [.. XPosts.Array(root, "errors").Select(e => XPosts.Text(e, "value") ?? XPosts.Text(e, "resource_id")).OfType<string>().Distinct(StringComparer.Ordinal)];

    private static int Count(JsonElement metrics, string name) =>
        metrics.ValueKind == JsonValueKind.Object && metrics.TryGetProperty(name, out var n) && n.ValueKind == JsonValueKind.Number && n.TryGetInt32(out var value) ? Math.Max(0, value) : 0;

    private static DateTimeOffset? Time(string? text) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    private static JsonElement Object(JsonElement root) => root.ValueKind == JsonValueKind.Object ? root : throw new JsonException("The answer is no object.");

    /// <summary>What came along with the posts, by id.</summary>
    private sealed class Includes
    {
        private readonly Dictionary<string, SeenUser> _users = [];
        private readonly Dictionary<string, SeenMedia> _media = [];
        private readonly JsonElement _root;

        internal Includes(JsonElement root)
        {
            _root = root.TryGetProperty("includes", out var includes) && includes.ValueKind == JsonValueKind.Object ? includes : default;
            foreach (var user in Array("users").Select(XSeen.User).OfType<SeenUser>())
            {
                _users[user.Id] = user;
            }

            foreach (var media in Array("media").Where(m => XPosts.Text(m, "media_key") is not null))
            {
                var key = XPosts.Text(media, "media_key")!;
                _media[key] = new SeenMedia { Key = key, Type = XPosts.Text(media, "type") ?? "", AltText = XPosts.Text(media, "alt_text") ?? "" };
            }
        }

        internal SeenUser? User(string id) => _users.GetValueOrDefault(id);

        internal List<SeenPost> Posts() => [.. Array("tweets").Concat(Array("posts")).Select(p => Post(p, this)).DistinctBy(p => p.Id)];

        internal List<SeenMedia> Media(JsonElement post) =>
            post.TryGetProperty("attachments", out var attachments) && attachments.ValueKind == JsonValueKind.Object
            && attachments.TryGetProperty("media_keys", out var keys) && keys.ValueKind == JsonValueKind.Array
                ? [.. keys.EnumerateArray().Where(k => k.ValueKind == JsonValueKind.String).Select(k => _media.GetValueOrDefault(k.GetString()!) ?? new SeenMedia { Key = k.GetString()! })]
                : [];

        private IEnumerable<JsonElement> Array(string name) => _root.ValueKind == JsonValueKind.Object ? XPosts.Array(_root, name) : [];
    }
}
