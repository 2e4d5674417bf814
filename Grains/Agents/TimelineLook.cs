using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Grains.Agents;

/// <summary>One look at the own timeline for an attempt whose end is not known.</summary>
/// <param name="Finding">What it says.</param>
/// <param name="PostId">The post that matches; null when none does.</param>
/// <param name="RetryAt">When to look again after a look that did not succeed.</param>
/// <param name="Outcome">How the read went; null when no permit was given.</param>
internal sealed record TimelineLook(TimelineFinding Finding, string? PostId, DateTimeOffset? RetryAt, SocialOutcome? Outcome)
{
    /// <summary>How far back a refusal as duplicate may reach.</summary>
    private static readonly TimeSpan DuplicateReach = TimeSpan.FromDays(7);

    /// <summary>Asks for a permit, reads, and claims what matches.</summary>
    public static async Task<TimelineLook> TakeAsync(AgentServices services, Effect effect, CancellationToken token)
    {
        var account = services.Grains.GetGrain<IXAccountGrain>(effect.AccountKey);
        var permit = await account.Reserve(new SocialPermitRequest
        {
            AgentId = effect.AgentId,
            EffectId = effect.Id,
            Attempt = effect.Reads,
            Kind = SocialActKind.ReadTimeline,
        });
        if (!permit.Granted)
        {
            return new TimelineLook(TimelineFinding.NotRead, null, permit.RetryAt, null);
        }

        var attempt = effect.Attempt!;
        var since = effect.LastOutcome == SocialOutcomeCodes.Duplicate ? PostIds.Before(attempt.StartedAt - DuplicateReach) : attempt.Baseline;
        var read = await services.Grains.GetGrain<ISocialWorkerGrain>("worker").ReadOwnTimeline(effect.AccountKey, since, token);
        await account.Settle(new SocialSettlement
        {
            EffectId = effect.Id,
            Attempt = effect.Reads,
            Kind = SocialActKind.ReadTimeline,
            Outcome = read.Outcome,
            ItemsRead = read.Posts.Count,
        });
        if (read.Outcome.Class != OutcomeClass.Sent)
        {
            return new TimelineLook(TimelineFinding.NotRead, null, read.Outcome.RetryAt, read.Outcome);
        }

        var newer = PostMatcher.Candidates(effect.Payload!, attempt.Baseline, read.Posts);
        if (newer.Count > 0 && await account.Claim(effect.Id, newer) is { } claimed)
        {
            return new TimelineLook(TimelineFinding.Landed, claimed, null, read.Outcome);
        }

        // What another effect holds is, for this one, a post that stood there before.
        var older = newer.Count > 0 ? newer[0] : PostMatcher.OlderDuplicate(effect.Payload!, attempt.Baseline, read.Posts);
        return new TimelineLook(older is null ? TimelineFinding.Absent : TimelineFinding.OnlyOlder, older, null, read.Outcome);
    }
}
