using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Grains.Social;

/// <summary>Which windows of X a call stands in. Posts and replies share theirs, and stand in the user's day too.</summary>
internal static class XWindows
{
    private const string Posts = "posts";
    private const string PostsDay = "posts_day";
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>When a call may be made: null for now.</summary>
    internal static DateTimeOffset? OpensAt(XAccountState state, SocialActKind kind, SocialLimits limits, DateTimeOffset now)
    {
        var opens = RateWindowLedger.OpensAt(state.Windows.GetValueOrDefault(Name(kind)), now, LimitOf(kind, limits));
        var day = IsPost(kind) ? RateWindowLedger.OpensAt(state.Windows.GetValueOrDefault(PostsDay), now, int.MaxValue) : null;
        return day > opens || opens is null ? day : opens;
    }

    /// <summary>Counts a call.</summary>
    internal static void Take(XAccountState state, SocialActKind kind, SocialLimits limits, DateTimeOffset now)
    {
        state.Windows[Name(kind)] = RateWindowLedger.Take(state.Windows.GetValueOrDefault(Name(kind)), now, LimitOf(kind, limits), RateWindowLedger.Quarter);
        if (IsPost(kind))
        {
            state.Windows[PostsDay] = RateWindowLedger.Take(state.Windows.GetValueOrDefault(PostsDay), now, int.MaxValue, Day);
        }
    }

    /// <summary>Takes back a call that never left.</summary>
    internal static void Return(XAccountState state, SocialActKind kind)
    {
        foreach (var name in IsPost(kind) ? [Posts, PostsDay] : new[] { Name(kind) })
        {
            if (RateWindowLedger.Return(state.Windows.GetValueOrDefault(name)) is { } returned)
            {
                state.Windows[name] = returned;
            }
        }
    }

    /// <summary>Adopts what an answer reports, and closes what it refused.</summary>
    internal static void Adopt(XAccountState state, SocialActKind kind, SocialOutcome outcome, SocialLimits limits, DateTimeOffset now, int inFlight)
    {
        Adopt(state, Name(kind), outcome.Window, now, inFlight);
        if (IsPost(kind))
        {
            Adopt(state, PostsDay, outcome.DayWindow, now, inFlight);
        }

        if (outcome is { Code: SocialOutcomeCodes.RateWindow, RetryAt: { } until })
        {
            state.Windows[Name(kind)] = RateWindowLedger.Close(state.Windows.GetValueOrDefault(Name(kind)), until, LimitOf(kind, limits), now);
        }
    }

    /// <summary>When a window opens that a refusal closed after an instant; null when none did.</summary>
    internal static DateTimeOffset? ClosedSince(XAccountState state, SocialActKind kind, DateTimeOffset at, DateTimeOffset now) =>
        state.Windows.GetValueOrDefault(Name(kind)) is { ClosedAt: { } closed } window && closed >= at ? RateWindowLedger.OpensAt(window, now, int.MaxValue) : null;

    /// <summary>The window that keeps posts back now, as a time; null when none does.</summary>
    internal static DateTimeOffset? PostsOpenAt((WindowLedger? Quarter, WindowLedger? Day) posts, DateTimeOffset now)
    {
        var (quarter, day) = (RateWindowLedger.OpensAt(posts.Quarter, now, int.MaxValue), RateWindowLedger.OpensAt(posts.Day, now, int.MaxValue));
        return day > quarter || quarter is null ? day : quarter;
    }

    /// <summary>The windows in which posts stand; null where none was opened yet.</summary>
    internal static (WindowLedger? Quarter, WindowLedger? Day) PostsOf(XAccountState state) =>
        (state.Windows.GetValueOrDefault(Posts), state.Windows.GetValueOrDefault(PostsDay));

    private static void Adopt(XAccountState state, string name, RateWindow? told, DateTimeOffset now, int inFlight)
    {
        if (told is not null && RateWindowLedger.Adopt(state.Windows.GetValueOrDefault(name), told, now, inFlight) is { } adopted)
        {
            state.Windows[name] = adopted;
        }
    }

    /// <summary>Whether a call makes a post.</summary>
    internal static bool IsPost(SocialActKind kind) => kind is SocialActKind.Post or SocialActKind.Reply or SocialActKind.Quote;

    /// <summary>Whether two calls stand in the same window.</summary>
    internal static bool AreAlike(SocialActKind one, SocialActKind other) => Name(one) == Name(other);

    private static string Name(SocialActKind kind) => kind switch
    {
        SocialActKind.Post or SocialActKind.Reply or SocialActKind.Quote => Posts,
        SocialActKind.Delete => "deletes",
        SocialActKind.ReadTimeline => "reads",
        SocialActKind.Like => "likes",
        SocialActKind.Repost => "reposts",
        SocialActKind.ReadMentions => "mentions",
        SocialActKind.ReadConversation => "searches",
        SocialActKind.ReadUsers => "users",
        SocialActKind.UploadMedia => "uploads",
        SocialActKind.ReadStream => "streamed",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "This call stands in no window."),
    };

    private static int LimitOf(SocialActKind kind, SocialLimits limits) => kind switch
    {
        SocialActKind.Delete => limits.DeletesPerWindow,
        SocialActKind.ReadTimeline => limits.ReadsPerWindow,
        SocialActKind.Like => limits.LikesPerWindow,
        SocialActKind.Repost => limits.RepostsPerWindow,
        SocialActKind.ReadMentions => limits.MentionsPerWindow,
        SocialActKind.ReadConversation => limits.SearchesPerWindow,
        SocialActKind.ReadUsers => limits.UsersPerWindow,
        SocialActKind.UploadMedia => limits.UploadsPerWindow,
        SocialActKind.ReadStream => int.MaxValue,
        _ => limits.PostsPerWindow,
    };
}
