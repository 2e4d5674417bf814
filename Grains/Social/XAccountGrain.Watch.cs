using System.Globalization;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Alerts;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Grains.Social;

/// <summary>Who else posts by the account.</summary>
internal sealed partial class XAccountGrain
{
    private const string ForeignCode = "foreign_writer";

    /// <summary>A reading that did not work is made again after so long.</summary>
    private static readonly TimeSpan WatchAgain = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public async Task<AccountWatch> BeginWatch(string agentId, TimeSpan reach)
    {
        var now = services.Time.GetUtcNow();
        await TellForeignAsync();
        if (state.State.Watch is { } watch && now < watch.ReadAt + services.OwnTimelineInterval)
        {
            return WatchOf(watch.ReadAt + services.OwnTimelineInterval);
        }

        var id = string.Create(CultureInfo.InvariantCulture, $"watch:{now.ToUnixTimeMilliseconds()}");
        var permit = await Reserve(new SocialPermitRequest { AgentId = agentId, EffectId = id, Attempt = 1, Kind = SocialActKind.ReadTimeline });
        if (permit.Granted)
        {
            return WatchOf(now + WatchAgain) with { ReadId = id, SinceId = XWatch.Since(state.State, reach, now) };
        }

        // What only a person can mend is said to them with the post's own permit; waiting here would hide it.
        return WatchOf(permit.RetryAt ?? now + WatchAgain) with { HasBegun = state.State.Watch is not null || permit.RetryAt is null };
    }

    /// <inheritdoc/>
    public async Task<AccountWatch> EndWatch(string readId, TimelineRead read)
    {
        var now = services.Time.GetUtcNow();
        var (outcome, begun) = (read.Outcome, state.State.Permits.Find(p => p.Is(readId, 1, SocialActKind.ReadTimeline))?.At ?? now - WatchAgain);
        var willPass = outcome.Class == OutcomeClass.Ambiguous || outcome.Code is SocialOutcomeCodes.RateWindow or SocialOutcomeCodes.Unreachable;
        if (outcome.Class == OutcomeClass.Sent)
        {
            XWatch.Adopt(state.State, begun, read.Posts);
        }
        else if (!willPass)
        {
            // An account whose timeline X does not show posts all the same; what is wrong with it, the post is told.
            state.State.Watch = (state.State.Watch ?? new OwnWatch { ReadAt = begun, SinceId = PostIds.Before(begun) }) with { ReadAt = begun };
        }

        await Settle(new SocialSettlement
        {
            EffectId = readId,
            Attempt = 1,
            Kind = SocialActKind.ReadTimeline,
            // A read in doubt is simply made again, and X charges what it returned.
            Outcome = outcome.Class == OutcomeClass.Ambiguous ? outcome with { Class = OutcomeClass.NotSent } : outcome,
            ItemsRead = read.Posts.Count,
        });
        await TellForeignAsync();
        return WatchOf(willPass ? outcome.RetryAt ?? now + WatchAgain : begun + services.OwnTimelineInterval);
    }

    private AccountWatch WatchOf(DateTimeOffset nextAt) => new()
    {
        NextAt = nextAt,
        HasBegun = state.State.Watch is not null,
        Posts = [.. (state.State.Watch?.Posts ?? []).Select(post => new OwnPost { Id = post.Id, Text = post.Text, ReplyToId = post.ReplyToId, CreatedAt = post.At })],
    };

    /// <summary>Tells people of posts that are not of this house, as soon as they are stored; what could not be told is told at the next look.</summary>
    private async Task TellForeignAsync()
    {
        if (XWatch.Untold(state.State.Watch) is not [var newest, ..] untold)
        {
            return;
        }

        LogForeign(services.Logger, _key.ToString(), untold.Count, newest.Id);
        var entry = new AttentionEntry
        {
            Code = ForeignCode,
            Subject = _key.ToString(),
            Detail = string.Create(
                CultureInfo.InvariantCulture,
                $"Somebody else posts by the account {_key.Credential}: {(untold.Count == 1 ? "a post is" : $"{untold.Count} posts are")} no work of this house, the newest is {newest.Id} of {newest.At:u}. They count for its intervals and repetitions. If you do not know who it is, take the keys back at X."),
            Command = $"puppet x resume {_key.Credential}",
        };
        if (await ToldAsync(attention => attention.Raise(entry)))
        {
            // Stored with the next write; if none comes, people are told the same once more.
            state.State.Watch = state.State.Watch! with { ToldId = newest.Id };
        }
    }
}
