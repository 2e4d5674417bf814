using System.Globalization;
using PuppetEngine.Emulators.X.Wire;

namespace PuppetEngine.Emulators.X.Posts;

/// <summary>The query of a list of posts, checked as X checks it.</summary>
internal sealed record TimelineQuery
{
    private const string PageMark = "7140";

    private static readonly string[] Common =
    [
        "since_id", "until_id", "start_time", "end_time", "max_results", "pagination_token",
        "tweet.fields", "post.fields", "expansions", "user.fields", "media.fields", "poll.fields", "place.fields",
    ];

    private static readonly string[] OwnOnly = ["exclude"];

    private static readonly string[] SearchOnly = ["query", "next_token", "sort_order"];

    private int Least { get; init; } = 5;

    public ulong After { get; private init; }

    public ulong Before { get; private init; } = ulong.MaxValue;

    public int Most { get; private init; } = 10;

    public bool WithoutReplies { get; private init; }

    public bool WithoutReposts { get; private init; }

    public PostFields Fields { get; private init; } = PostFields.Default;

    public static (TimelineQuery? Query, XAnswer? Refusal) Read(XRequest request, PostListKind kind)
    {
        var query = new TimelineQuery { Least = kind == PostListKind.Search ? 10 : 5 };
        string[] known = [.. Common, .. kind switch { PostListKind.OwnTimeline => OwnOnly, PostListKind.Search => SearchOnly, _ => [] }];
        foreach (var (name, value) in request.Query)
        {
            if (Array.IndexOf(known, name) < 0)
            {
                return (null, PostFields.UnknownParameter(name, value, known));
            }

            var next = query.With(name, value);
            if (next is null)
            {
                return (null, XProblem.Invalid(name, value, $"The `{name}` query parameter value [{value}] is not valid"));
            }

            query = next;
        }

        var (fields, refusal) = PostFields.Read(request.Query);
        return fields is null ? (null, refusal) : (query with { Fields = fields }, null);
    }

    /// <summary>The token of the page after the one that ends with this post.</summary>
    public static string NextToken(ulong last) => PageMark + last.ToString("x", CultureInfo.InvariantCulture);

    private TimelineQuery? With(string name, string value)
    {
        switch (name)
        {
            case "since_id":
                return PostDraftReader.TryId(value, out var since) ? this with { After = Math.Max(After, since) } : null;
            case "until_id":
                return PostDraftReader.TryId(value, out var until) ? this with { Before = Math.Min(Before, until) } : null;
            case "start_time":
                return Instant(value) is { } start ? this with { After = Math.Max(After, Math.Max(1, SnowflakeClock.FirstAt(start)) - 1) } : null;
            case "end_time":
                return Instant(value) is { } end ? this with { Before = Math.Min(Before, SnowflakeClock.FirstAt(end)) } : null;
            case "max_results":
                return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n >= Least && n <= 100 ? this with { Most = n } : null;
            case "pagination_token" or "next_token":
                return value.StartsWith(PageMark, StringComparison.Ordinal)
                    && ulong.TryParse(value.AsSpan(PageMark.Length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var last)
                    ? this with { Before = Math.Min(Before, last) }
                    : null;
            case "exclude":
                return value.Split(',').All(v => v is "replies" or "retweets") 
                    ? this with { WithoutReplies = value.Contains("replies", StringComparison.Ordinal), WithoutReposts = value.Contains("retweets", StringComparison.Ordinal) }
                    : null;
            case "sort_order":
                return value is "recency" or "relevancy" ? this : null;
            default:
                return this;
        }
    }

    private static DateTimeOffset? Instant(string value) =>
        DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;
}
