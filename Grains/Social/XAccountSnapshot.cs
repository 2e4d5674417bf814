using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Grains.Social;

/// <summary>What is stored of an account, as an immutable whole: reads that interleave with a write show it, and never what may not get stored.</summary>
internal sealed record XAccountSnapshot(
    string Handle, string Tier, SocialDay Day, StopEntry? Stop, (WindowLedger? Quarter, WindowLedger? Day) Posts, string NewestPost)
{
    /// <summary>Takes one.</summary>
    internal static XAccountSnapshot Of(XAccountState state) =>
        new(state.Handle, state.Tier, state.Day, state.Stop, XWindows.PostsOf(state), state.NewestPost);

    /// <summary>The status at an instant; a stop goes before the app's, and that before a closed window.</summary>
    internal SocialAccountStatus At(SocialAccountKey key, AppSlice? slice, DateTimeOffset now)
    {
        var day = SocialBudget.Roll(Day, now);
        var (reason, until) = Stop is { } stop && stop.Holds(now) ? (stop.Code, stop.Until)
            : slice is { Reason: { } said } && (slice.RetryAt is null || now < slice.RetryAt) ? (said, slice.RetryAt)
            : XWindows.PostsOpenAt(Posts, now) is { } opens ? (SocialOutcomeCodes.RateWindow, opens)
            : ((string?)null, (DateTimeOffset?)null);
        return new SocialAccountStatus
        {
            Key = key.ToString(),
            Handle = Handle.Length > 0 ? Handle : "",
            StoppedBy = reason,
            StoppedUntil = until,
            PostsToday = day.Posts,
            RepliesToday = day.Replies,
            MicroDollarsToday = day.MicroDollars,
            NewestPostId = NewestPost,
            Tier = Tier,
        };
    }
}
