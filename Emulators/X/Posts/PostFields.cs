using PuppetEngine.Emulators.X.Wire;

namespace PuppetEngine.Emulators.X.Posts;

/// <summary>Which fields and expansions a read asks for.</summary>
internal sealed record PostFields(HashSet<string> Tweet, HashSet<string> Expansions, HashSet<string> User)
{
    private static readonly string[] TweetFields =
    [
        "id", "text", "created_at", "author_id", "entities", "referenced_tweets", "referenced_posts", "in_reply_to_user_id", "conversation_id",
        "public_metrics", "lang", "source", "reply_settings", "edit_history_tweet_ids", "possibly_sensitive", "attachments", "note_tweet",
        "context_annotations", "edit_controls", "withheld", "geo", "display_text_range",
    ];

    private static readonly string[] ExpansionNames =
    [
        "author_id", "referenced_tweets.id", "referenced_tweets.id.author_id", "in_reply_to_user_id", "entities.mentions.username",
        "attachments.media_keys", "attachments.poll_ids", "edit_history_tweet_ids", "geo.place_id",
    ];

    private static readonly string[] UserFields =
    [
        "id", "name", "username", "created_at", "description", "public_metrics", "verified", "verified_type", "protected", "location",
        "profile_image_url", "url", "entities", "pinned_tweet_id", "most_recent_tweet_id", "subscription_type", "parody", "is_identity_verified",
    ];

    private static readonly string[] MediaFields =
    [
        "media_key", "type", "url", "alt_text", "width", "height", "duration_ms", "preview_image_url", "public_metrics", "variants",
    ];

    private static readonly string[] PollFields = ["id", "options", "duration_minutes", "end_datetime", "voting_status"];

    public static PostFields Default { get; } = new([], [], []);

    public HashSet<string> Media { get; } = [];

    public HashSet<string> Poll { get; } = [];

    public static (PostFields? Fields, XAnswer? Refusal) Read(IReadOnlyList<KeyValuePair<string, string>> query)
    {
        var fields = new PostFields([], [], []);
        foreach (var (name, value) in query)
        {
            var (into, allowed) = name switch
            {
                "tweet.fields" or "post.fields" => (fields.Tweet, TweetFields),
                "expansions" => (fields.Expansions, ExpansionNames),
                "user.fields" => (fields.User, UserFields),
                "media.fields" => (fields.Media, MediaFields),
                "poll.fields" => (fields.Poll, PollFields),
                _ => (null, null),
            };
            if (into is null)
            {
                continue;
            }

            foreach (var field in value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                if (Array.IndexOf(allowed!, field) < 0)
                {
                    return (null, XProblem.Invalid(name, field, $"The `{name}` query parameter value [{field}] is not one of [{string.Join(",", allowed!)}]"));
                }

                into.Add(field);
            }
        }

        return (fields, null);
    }

    public static XAnswer UnknownParameter(string name, string value, string[] known) =>
        XProblem.Invalid(name, value, $"The query parameter [{name}] is not one of [{string.Join(",", known)}]");
}
