using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Engine.Agents.Turns;

/// <summary>
/// What others posted by the agent's account, before it went live and since: it counts for intervals and for near-duplicates as the agent's
/// own posts do, and is nobody's word: it stands in prompts as outside text.
/// </summary>
public static class ForeignPosts
{
    /// <summary>Takes posts in; null where there is none that was not taken in before.</summary>
    /// <param name="state">The state.</param>
    /// <param name="accountKey">The account.</param>
    /// <param name="posts">Posts of the account that no effect made.</param>
    public static TurnChange? Adopt(TurnState state, string accountKey, IReadOnlyList<OwnPost> posts)
    {
        var known = PostIds.Parse(state.Foreign?.Id ?? PostIds.None);
        var fresh = posts.Where(post => PostIds.Parse(post.Id) > known).OrderBy(post => PostIds.Parse(post.Id)).ToList();
        if (fresh.Count == 0)
        {
            return null;
        }

        var posted = fresh.Where(post => post.ReplyToId is null).Select(post => (DateTimeOffset?)post.CreatedAt).Max();
        var recent = state.Recent.AddRange(fresh.Select(post => new RecentPost("", post.Text, post.CreatedAt, post.Id, Provenance.External)));
        return new TurnChange(state with
        {
            Recent = [.. recent.OrderByDescending(post => post.At).Take(TurnMachine.RecentPosts)],
            LastPostAt = Later(state.LastPostAt, posted),
            Foreign = new ForeignMark(fresh[^1].Id, Later(state.Foreign?.PostedAt, posted)),
        })
        {
            Journal =
            [
                new JournalDraft(
                    $"foreign:{fresh[^1].Id}",
                    JournalKinds.Foreign,
                    "",
                    FormattableString.Invariant($"{fresh.Count} posts of the account that are not the agent's"),
                    new JournalPayloads.Foreign(accountKey, [.. fresh.Select(post => new JournalPayloads.ForeignPost(post.Id, post.CreatedAt, post.ReplyToId is not null))])),
            ],
        };
    }

    /// <summary>When the agent may post of its own accord as far as others' posts go; null for at once.</summary>
    /// <param name="state">The state.</param>
    /// <param name="minInterval">The least time between two posts.</param>
    /// <param name="now">The present.</param>
    public static DateTimeOffset? OpensAt(TurnState state, TimeSpan minInterval, DateTimeOffset now) =>
        state.Foreign?.PostedAt + minInterval is { } opens && opens > now ? opens : null;

    /// <summary>Moves the occurrence that is due now to a later time; null where none is due. The next interval begins there.</summary>
    /// <param name="state">The state.</param>
    /// <param name="until">When it becomes due.</param>
    /// <param name="now">The present.</param>
    public static TurnChange? Postpone(TurnState state, DateTimeOffset until, DateTimeOffset now) =>
        TurnMachine.OccurrenceAt(state) <= now && state.Posting is { NextDue: not null } posting
            ? new TurnChange(state with { Posting = posting with { NextDue = WholeAfter(until), DeferredUntil = null } })
            : null;

    // Due times are whole milliseconds; this one must not come before its time.
    private static DateTimeOffset WholeAfter(DateTimeOffset moment) => new(moment.UtcTicks - (moment.UtcTicks % TimeSpan.TicksPerMillisecond) + TimeSpan.TicksPerMillisecond, TimeSpan.Zero);

    private static DateTimeOffset? Later(DateTimeOffset? a, DateTimeOffset? b) => a is null || b > a ? b ?? a : a;
}
