using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Grains.Agents;

/// <summary>One look at the post that a person asked an agent to act on, and what the network's rules say to it.</summary>
/// <param name="Talk">The conversation that ends with the post; null where the rules forbid the act, where it could not be read, or where nothing is said to it.</param>
/// <param name="Verdict">Why nothing comes of it, a stable code; empty where something may.</param>
/// <param name="Detail">The verdict in words, with how to mend it.</param>
/// <param name="RetryAt">When it is worth looking again; null when it is not.</param>
internal sealed record TargetLook(Talk? Talk, string Verdict, string Detail, DateTimeOffset? RetryAt)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(30);

    /// <summary>Reads the post and judges. Each read has its permit; the words that come back are a stranger's, whoever asked for them.</summary>
    public static async Task<TargetLook> TakeAsync(AgentServices services, AgentProfile agent, Effect effect, TurnState state, CancellationToken token)
    {
        var (own, unknown) = state.Own is { } known ? (known, null) : await OwnAsync(services, effect, token);
        if (own is null)
        {
            return unknown!;
        }

        var id = effect.AskedTargetId!;
        var (page, failed) = await PermittedAsync(services, effect, SocialActKind.ReadConversation, w => w.ReadPosts(effect.AccountKey, [id], token), p => p.Outcome, p => p.Posts.Count + p.Referenced.Count);
        if (page is null)
        {
            return failed!;
        }

        var target = page.Posts.Find(p => p.Id == id);
        var heard = target is null ? null : new InboxMention(effect.AccountKey, target, [.. page.Referenced]) { AuthorAgent = await AgentOfAsync(services, agent, target, own) };
        var other = heard is null ? null : await Acquaintance.ReadAsync(services, agent.Definition, heard, token);
        var mention = await services.Ledger.FindEffectAsync(EffectId.From(effect.AgentId, EffectId.OfMention(id)), token);
        var refusal = AskedTurns.Refusal(state, effect, target, page.Referenced, own, agent.StandingOf(state with { Own = own }), other?.Stopped == true, mention);
        return refusal is not null ? new TargetLook(null, refusal.Code, $"{refusal.Detail} {refusal.Mend}", null)
            : effect.IsGenerated ? new TargetLook(await Talk.OfAsync(services, effect, heard!, own, other!, token), "", "", null)
            : new TargetLook(null, "", "", null);
    }

    private static async Task<(OwnAccount? Own, TargetLook? Failed)> OwnAsync(AgentServices services, Effect effect, CancellationToken token)
    {
        var (profile, failed) = await PermittedAsync(services, effect, SocialActKind.ReadUsers, w => w.WhoAmI(effect.AccountKey, token), p => p.Outcome, _ => 1);
        return profile is null ? (null, failed) : (new OwnAccount(profile.UserId, profile.Handle) { Tier = profile.Tier }, null);
    }

    private static async Task<string> AgentOfAsync(AgentServices services, AgentProfile agent, SeenPost target, OwnAccount own) =>
        target.Author.Id.Length > 0 && target.Author.Id != own.UserId
        && await services.Grains.GetGrain<IXOwnerGrain>($"{agent.Seed.World}/{target.Author.Id}").GetAgents() is [var first, ..] ? first : "";

    private static async Task<(T? Read, TargetLook? Failed)> PermittedAsync<T>(
        AgentServices services, Effect effect, SocialActKind kind, Func<ISocialWorkerGrain, Task<T>> read, Func<T, SocialOutcome> outcomeOf, Func<T, int> items)
        where T : class
    {
        var account = services.Grains.GetGrain<IXAccountGrain>(effect.AccountKey);
        var permit = await account.Reserve(new SocialPermitRequest { AgentId = effect.AgentId, EffectId = effect.Id, Attempt = effect.Composings, Kind = kind });
        if (!permit.Granted)
        {
            return (null, new TargetLook(null, permit.Reason ?? "refused", permit.Detail ?? "", permit.RetryAt));
        }

        var result = await read(services.Grains.GetGrain<ISocialWorkerGrain>("worker"));
        var outcome = outcomeOf(result);
        await account.Settle(new SocialSettlement
        {
            EffectId = effect.Id,
            Attempt = effect.Composings,
            Kind = kind,
            // A read in doubt has done nothing, and is made again under a permit of its own.
            Outcome = outcome.Class == OutcomeClass.Ambiguous ? outcome with { Class = OutcomeClass.NotSent } : outcome,
            ItemsRead = outcome.Class == OutcomeClass.Sent ? items(result) : 0,
        });
        var retryAt = outcome.Class == OutcomeClass.Ambiguous || outcome.Code is SocialOutcomeCodes.RateWindow or SocialOutcomeCodes.Unreachable
            ? outcome.RetryAt ?? services.Time.GetUtcNow() + LookAgain
            : outcome.RetryAt;
        return outcome.Class == OutcomeClass.Sent
            ? (result, null)
            : (null, new TargetLook(null, outcome.Code, $"The post could not be read: {outcome.Detail ?? outcome.Code}", retryAt));
    }
}
