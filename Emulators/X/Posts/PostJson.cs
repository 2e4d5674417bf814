using System.Globalization;
using System.Text.Json;
using PuppetEngine.Emulators.X.Accounts;

namespace PuppetEngine.Emulators.X.Posts;

/// <summary>Writes posts and users as X's objects.</summary>
internal static class PostJson
{
    public static string Id(ulong id) => id.ToString(CultureInfo.InvariantCulture);

    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static void Write(Utf8JsonWriter w, XPost post, PostFields fields, XPostStore posts)
    {
        w.WriteStartObject();
        w.WriteString("id", Id(post.Id));
        w.WriteString("text", post.Text);
        w.WriteStartArray("edit_history_tweet_ids");
        w.WriteStringValue(Id(post.Id));
        w.WriteEndArray();
        foreach (var field in fields.Tweet)
        {
            WriteField(w, post, field, posts);
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

        if (fields.User.Contains("public_metrics"))
        {
            w.WriteStartObject("public_metrics");
            w.WriteNumber("followers_count", 0);
            w.WriteNumber("following_count", 0);
            w.WriteNumber("tweet_count", account.Posts.Count);
            w.WriteNumber("listed_count", 0);
            w.WriteEndObject();
        }

        w.WriteEndObject();
    }

    private static void WriteField(Utf8JsonWriter w, XPost post, string field, XPostStore posts)
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
            case "referenced_tweets" or "referenced_posts" when post.InReplyTo is not null || post.Quoted is not null:
                WriteReferences(w, post, field);
                break;
            case "entities" when post.Links.Count > 0:
                WriteLinks(w, post);
                break;
            case "public_metrics":
                w.WriteStartObject(field);
                w.WriteNumber("retweet_count", 0);
                w.WriteNumber("reply_count", posts.RepliesTo(post.Id));
                w.WriteNumber("like_count", 0);
                w.WriteNumber("quote_count", 0);
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

    private static void WriteLinks(Utf8JsonWriter w, XPost post)
    {
        w.WriteStartObject("entities");
        w.WriteStartArray("urls");
        foreach (var link in post.Links)
        {
            w.WriteStartObject();
            w.WriteNumber("start", link.Start);
            w.WriteNumber("end", link.End);
            w.WriteString("url", link.Url);
            w.WriteString("expanded_url", link.ExpandedUrl);
            w.WriteString("display_url", link.DisplayUrl);
            w.WriteEndObject();
        }

        w.WriteEndArray();
        w.WriteEndObject();
    }
}
