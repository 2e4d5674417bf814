using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Engine.Agents.Prompts;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Grains.Agents;

/// <summary>Before an own post: what the network's rules say, who else posts by the account, and how long ago.</summary>
internal sealed partial class TurnRunner
{
    /// <summary>No schedule waits longer than this for one look at the timeline; then it asks again.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(10);

    /// <summary>Until then nothing new is to be heard of the account.</summary>
    private DateTimeOffset _watchedUntil;

    private bool _hasWatch;

    /// <summary>Whether the occurrence that is due may become a post; where it may not, it was moved.</summary>
    private async Task<bool> MayOccurAsync(AgentProfile agent, CancellationToken token)
    {
        var state = store.Current;
        if (state.Posting?.NextDue is null || agent.StatusReason.Length > 0 || agent.PublishFor(state) == PublishMode.DryRun)
        {
            return true;
        }

        await WatchAsync(agent, token);
        if (WaitsUntil(agent) is not { } until)
        {
            return true;
        }

        await store.CommitAsync(s => ForeignPosts.Postpone(s, until, Now));
        return false;
    }

    /// <summary>Whether a planned post may go on; where it may not, it waits or has ended.</summary>
    private async Task<bool> MayPostAsync(AgentProfile agent, Effect effect, CancellationToken token)
    {
        // A thread that has begun goes on, whoever else posts.
        if (effect is not { Kind: EffectKind.Post or EffectKind.Quote, Attempt: null, IsTrial: false, Thread: null or { Part: 1 } } || agent.StatusReason.Length > 0 || agent.PublishFor(store.Current) == PublishMode.DryRun)
        {
            return true;
        }

        if (effect.Kind == EffectKind.Post && OwnPostTurns.Refusal(effect, agent.StandingOf(store.Current)) is { } rule)
        {
            await ReleaseAsync(effect, (_, e, at) => EffectMachine.Blocked(e, rule.Code, $"{rule.Detail} {rule.Mend}", at));
            return false;
        }

        await WatchAsync(agent, token);
        var now = Now;
        if (effect.Force)
        {
            return true;
        }

        if (WaitsUntil(agent) is { } until)
        {
            await store.CommitAsync(s => TurnMachine.Advance(s, effect, e => EffectMachine.Postponed(e, until, now) with
            {
                Verdict = "too_soon",
                Detail = _hasWatch ? "The account's last post, which is not the agent's, was too short a time ago." : "The account's own timeline could not be read yet.",
            }));
            return false;
        }

        if (effect.Payload is { } payload && RepeatsOthers(store.Current, payload.Text))
        {
            await ReleaseAsync(effect, (_, e, at) => EffectMachine.Blocked(e, VerdictCodes.NearDuplicate, "The account has said nearly the same; that post is not the agent's.", at));
            return false;
        }

        return true;
    }

    /// <summary>Asks the account, and reads its timeline where the account wants that.</summary>
    private async Task WatchAsync(AgentProfile agent, CancellationToken token)
    {
        if (Now < _watchedUntil)
        {
            return;
        }

        var account = services.Grains.GetGrain<IXAccountGrain>(agent.Seed.AccountKey);
        var watch = await account.BeginWatch(agentId, agent.Rule.Min);
        if (watch.ReadId is { } read)
        {
            watch = await account.EndWatch(read, await services.Grains.GetGrain<ISocialWorkerGrain>("worker").ReadOwnTimeline(agent.Seed.AccountKey, watch.SinceId, token));
        }

        (_watchedUntil, _hasWatch) = (watch.NextAt, watch.HasBegun);
        await store.CommitAsync(s => ForeignPosts.Adopt(s, agent.Seed.AccountKey, watch.Posts));
    }

    private DateTimeOffset? WaitsUntil(AgentProfile agent)
    {
        var now = Now;
        return _hasWatch
            ? ForeignPosts.OpensAt(store.Current, agent.Rule.Min, now)
            : new DateTimeOffset(Math.Clamp(_watchedUntil.UtcTicks, (now + ShortestWait).UtcTicks, (now + LongestWait).UtcTicks), TimeSpan.Zero);
    }

    private static bool RepeatsOthers(TurnState state, string text) =>
        NearDuplicate.Find(text, [.. state.Recent.Where(post => post.EffectId.Length == 0).Select(post => post.Text)]) is not null;
}
