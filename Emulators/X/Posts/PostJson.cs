using System.Globalization;
using System.Text.Json;
using PuppetEngine.Emulators.X.Accounts;

namespace PuppetEngine.Emulators.X.Posts;

/// <summary>Writes posts and users as X's objects.</summary>
internal static class PostJson
{
    /// <summary>When an account was made that does not say.</summary>
    private static readonly DateTimeOffset Beginning = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static string Id(ulong id) => id.ToString(CultureInfo.InvariantCulture);

    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static void Write(Utf8JsonWriter w, XPost post, PostFields fields, XWorld world)
    {
        w.WriteStartObject();
        w.WriteString("id", Id(post.Id));
        w.WriteString("text", post.Text);
        w.WriteStartArray("edit_history_tweet_ids");
        w.WriteStringValue(Id(post.Id));
        w.WriteEndArray();
        foreach (var field in fields.Tweet)
        {
            WriteField(w, post, field, world);
        }

        if (!fields.Tweet.Contains("attachments") && (fields.Expansions.Contains("attachments.media_keys") || fields.Expansions.Contains("attachments.poll_ids")))
        {
            WriteAttachments(w, post, world);
        }

        if (!fields.Tweet.Contains("author_id") && fields.Expansions.Contains("author_id"))
        {
            w.WriteString("author_id", Id(post.AuthorId));
        }

        w.WriteEndObject();
    }

    public static void WriteUser(Utf8JsonWriter w, XAccount account, PostFields fields)
    {
        w.WriteStartObject();
        w.WriteString("id", Id(account.Id));
        w.WriteString("name", account.Record.Name);
        w.WriteString("username", account.Handle);
        if (fields.User.Contains("verified_type"))
        {
            w.WriteString("verified_type", account.Record.Premium ? "blue" : "none");
        }

        if (fields.User.Contains("description"))
        {
            w.WriteString("description", account.Record.Description);
        }

        if (fields.User.Contains("created_at"))
        {
            w.WriteString("created_at", Time(account.Record.CreatedAt ?? Beginning));
        }

        if (fields.User.Contains("public_metrics"))
        {
            w.WriteStartObject("public_metrics");
            w.WriteNumber("followers_count", account.Record.Followers);
            w.WriteNumber("following_count", account.Record.Following + account.Follows.Count);
            w.WriteNumber("tweet_count", account.Posts.Count);
            w.WriteNumber("listed_count", 0);
            w.WriteEndObject();
        }

        w.WriteEndObject();
    }

    private static void WriteField(Utf8JsonWriter w, XPost post, string field, XWorld world)
    {
        switch (field)
        {
            case "created_at":
                w.WriteString(field, Time(post.CreatedAt));
                break;
            case "author_id":
                w.WriteString(field, Id(post.AuthorId));
                break;
            case "conversation_id":
                w.WriteString(field, Id(post.ConversationId));
                break;
            case "in_reply_to_user_id" when post.InReplyToUser is { } user:
                w.WriteString(field, Id(user));
                break;
            case "referenced_tweets" or "referenced_posts" when (post.InReplyTo ?? post.Quoted ?? post.Reposted) is not null:
                WriteReferences(w, post, field);
                break;
            case "entities":
                EntityJson.Write(w, post, world.Directory);
                break;
            case "attachments":
                WriteAttachments(w, post, world);
                break;
            case "public_metrics":
                w.WriteStartObject(field);
                var counts = world.Posts.CountsOf(post.Id);
                w.WriteNumber("retweet_count", counts.Reposts);
                w.WriteNumber("reply_count", counts.Replies);
                w.WriteNumber("like_count", counts.Likes);
                w.WriteNumber("quote_count", counts.Quotes);
                w.WriteEndObject();
                break;
            case "lang":
                w.WriteString(field, "en");
                break;
            case "reply_settings":
                w.WriteString(field, "everyone");
                break;
        }
    }

    private static void WriteReferences(Utf8JsonWriter w, XPost post, string field)
    {
        w.WriteStartArray(field);
        Reference(w, "replied_to", post.InReplyTo);
        Reference(w, "quoted", post.Quoted);
        Reference(w, "retweeted", post.Reposted);
        w.WriteEndArray();
    }

    private static void Reference(Utf8JsonWriter w, string type, ulong? id)
    {
        if (id is { } value)
        {
            w.WriteStartObject();
            w.WriteString("type", type);
            w.WriteString("id", Id(value));
            w.WriteEndObject();
        }
    }

    private static void WriteAttachments(Utf8JsonWriter w, XPost post, XWorld world)
    {
        if (post.Media.Count == 0 && post.Poll is null)
        {
            return;
        }

        w.WriteStartObject("attachments");
        if (post.Media.Count > 0)
        {
            w.WriteStartArray("media_keys");
            post.Media.ForEach(id => w.WriteStringValue(world.Media.KeyOf(id)));
            w.WriteEndArray();
        }

        if (post.Poll is not null)
        {
            w.WriteStartArray("poll_ids");
            w.WriteStringValue(Id(post.Id + 1));
            w.WriteEndArray();
        }

        w.WriteEndObject();
    }
}
