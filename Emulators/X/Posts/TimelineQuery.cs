using System.Globalization;
using PuppetEngine.Emulators.X.Wire;

namespace PuppetEngine.Emulators.X.Posts;

/// <summary>The query of a list of posts, checked as X checks it.</summary>
internal sealed record TimelineQuery
{
    private const string PageMark = "7140";

    private static readonly string[] Known =
    [
        "since_id", "until_id", "start_time", "end_time", "max_results", "pagination_token", "exclude",
        "tweet.fields", "post.fields", "expansions", "user.fields", "media.fields", "poll.fields", "place.fields",
    ];

    public ulong After { get; private init; }

    public ulong Before { get; private init; } = ulong.MaxValue;

    public int Most { get; private init; } = 10;

    public bool WithoutReplies { get; private init; }

    public PostFields Fields { get; private init; } = PostFields.Default;

    public static (TimelineQuery? Query, XAnswer? Refusal) Read(XRequest request, bool ownTimeline)
    {
        var query = new TimelineQuery();
        foreach (var (name, value) in request.Query)
        {
            if (Array.IndexOf(Known, name) < 0 || (name == "exclude" && !ownTimeline))
            {
                return (null, PostFields.UnknownParameter(name, value, Known));
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
                return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is >= 5 and <= 100 ? this with { Most = n } : null;
            case "pagination_token":
                return value.StartsWith(PageMark, StringComparison.Ordinal)
                    && ulong.TryParse(value.AsSpan(PageMark.Length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var last)
                    ? this with { Before = Math.Min(Before, last) }
                    : null;
            case "exclude":
                return value.Split(',').All(v => v is "replies" or "retweets") ? this with { WithoutReplies = value.Contains("replies", StringComparison.Ordinal) } : null;
            default:
                return this;
        }
    }

    private static DateTimeOffset? Instant(string value) =>
        DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;
}
