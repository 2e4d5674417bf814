using System.Globalization;
using System.Text.Json;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Providers.X.Wire;

/// <summary>Writes posts as X takes them and reads them as X shows them. Members it does not know are passed over; both spellings of renamed ones are read.</summary>
internal static class XPosts
{
    /// <summary>The body of a request to post.</summary>
    internal static byte[] Write(SocialPost post)
    {
        using var stream = new MemoryStream(256);
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("text", post.Text);
            if (post.ReplyToId is { } parent)
            {
                json.WriteStartObject("reply");
                json.WriteString("in_reply_to_tweet_id", parent);
                json.WriteEndObject();
            }

            if (post.QuoteOfId is { } quoted)
            {
                json.WriteString("quote_tweet_id", quoted);
            }

            if (post.MediaIds is { Count: > 0 } media)
            {
                json.WriteStartObject("media");
                json.WriteStartArray("media_ids");
                media.ForEach(json.WriteStringValue);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            if (post.Poll is { } poll)
            {
                json.WriteStartObject("poll");
                json.WriteStartArray("options");
                poll.Options.ForEach(json.WriteStringValue);
                json.WriteEndArray();
                json.WriteNumber("duration_minutes", poll.DurationMinutes);
                json.WriteEndObject();
            }

            if (post.MadeWithAi)
            {
                json.WriteBoolean("made_with_ai", true);
            }

            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>Reads a page of a list of posts.</summary>
    /// <exception cref="JsonException">It is not one.</exception>
    internal static (List<OwnPost> Posts, string? NextToken) ReadPage(string body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || (!root.TryGetProperty("meta", out var meta) & !root.TryGetProperty("data", out var data)))
        {
            throw new JsonException("The answer holds neither data nor meta.");
        }

        var posts = data.ValueKind == JsonValueKind.Array ? data.EnumerateArray().Select(Read).ToList() : [];
        return (posts, meta.ValueKind == JsonValueKind.Object ? Text(meta, "next_token") : null);
    }

    private static OwnPost Read(JsonElement post)
    {
        var id = Text(post, "id");
        if (!PostIds.TryParse(id, out _) || Text(post, "text") is not { } text)
        {
            throw new JsonException("A post has no id or no text.");
        }

        var parent = Reference(post, "replied_to");
        var quoted = Reference(post, "quoted");
        return new OwnPost
        {
            Id = id!,
            Text = CanonicalText.OfShown(text, Links(post), parent is not null, quoted),
            ReplyToId = parent,
            QuoteOfId = quoted,
            CreatedAt = DateTimeOffset.TryParse(Text(post, "created_at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : DateTimeOffset.UnixEpoch,
        };
    }

    /// <summary>The id of the first referenced post of a type.</summary>
    internal static string? Reference(JsonElement post, string type)
    {
        var references = Array(post, "referenced_tweets").Concat(Array(post, "referenced_posts"));
        return references.Where(r => Text(r, "type") == type).Select(r => Text(r, "id")).FirstOrDefault(id => id is not null);
    }

    /// <summary>The links that X reports for a post.</summary>
    internal static IEnumerable<ShownLink> Links(JsonElement post) =>
        post.TryGetProperty("entities", out var entities) && entities.ValueKind == JsonValueKind.Object
            ? Array(entities, "urls")
                .Where(u => Text(u, "url") is not null)
                .Select(u => new ShownLink(
                    Text(u, "url")!,
                    Text(u, "expanded_url") ?? Text(u, "unwound_url") ?? Text(u, "url")!,
                    u.TryGetProperty("media_key", out _) || Text(u, "display_url") is { } shown && (shown.StartsWith("pic.twitter.com/", StringComparison.Ordinal) || shown.StartsWith("pic.x.com/", StringComparison.Ordinal))))
            : [];

    /// <summary>The objects of an array; none where there is no such array.</summary>
    internal static IEnumerable<JsonElement> Array(JsonElement element, string name) =>
        element.TryGetProperty(name, out var array) && array.ValueKind == JsonValueKind.Array
            ? array.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Object)
            : [];

    /// <summary>A member's text; null where it is none.</summary>
    internal static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
