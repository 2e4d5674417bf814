using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Grains.Agents;

/// <summary>On whose behalf something is read.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="AccountKey">Its account.</param>
/// <param name="Id">What it is read for: names the permit, with the attempt.</param>
/// <param name="Attempt">Which try.</param>
internal sealed record Reading(string AgentId, string AccountKey, string Id, int Attempt);

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
        var (own, unknown) = state.Own is { } known ? (known, null) : await OwnAsync(services, new Reading(effect.AgentId, effect.AccountKey, effect.Id, effect.Composings), token);
        if (own is null)
        {
            return unknown!;
        }

        var id = effect.AskedTargetId!;
        var (page, failed) = await ReadAsync(services, new Reading(effect.AgentId, effect.AccountKey, effect.Id, effect.Composings), [id], token);
        if (page is null)
        {
            return failed!;
        }

        var target = page.Posts.Find(p => p.Id == id);
        var heard = target is null ? null : await SeenAsync(services, agent, effect.AccountKey, page, target, own);
        var other = heard is null ? null : await Acquaintance.ReadAsync(services, agent.Definition, heard, token);
        var mention = await services.Ledger.FindEffectAsync(EffectId.From(effect.AgentId, EffectId.OfMention(id)), token);
        var refusal = AskedTurns.Refusal(state, effect, target, page.Referenced, own, agent.StandingOf(state with { Own = own }), other?.Stopped == true, mention);
        return refusal is not null ? new TargetLook(null, refusal.Code, $"{refusal.Detail} {refusal.Mend}", null)
            : effect.IsGenerated ? new TargetLook(await Talk.OfAsync(services, effect, heard!, own, other!, token), "", "", null)
            : new TargetLook(null, "", "", null);
    }

    /// <summary>Reads posts under a permit.</summary>
    public static Task<(PostPage? Page, TargetLook? Failed)> ReadAsync(AgentServices services, Reading reading, List<string> ids, CancellationToken token) =>
        PermittedAsync(services, reading, SocialActKind.ReadConversation, w => w.ReadPosts(reading.AccountKey, ids, token), p => p.Outcome, p => p.Posts.Count + p.Referenced.Count);

    /// <summary>A post that was read, with the agent of this house that wrote it.</summary>
    public static async Task<InboxMention> SeenAsync(AgentServices services, AgentProfile agent, string accountKey, PostPage page, SeenPost post, OwnAccount own) =>
        new(accountKey, post, [.. page.Referenced]) { AuthorAgent = await AgentOfAsync(services, agent, post, own) };

    /// <summary>Looks up who the account is.</summary>
    public static async Task<(OwnAccount? Own, TargetLook? Failed)> OwnAsync(AgentServices services, Reading reading, CancellationToken token)
    {
        var (profile, failed) = await PermittedAsync(services, reading, SocialActKind.ReadUsers, w => w.WhoAmI(reading.AccountKey, token), p => p.Outcome, _ => 1);
        return profile is null ? (null, failed) : (new OwnAccount(profile.UserId, profile.Handle) { Tier = profile.Tier }, null);
    }

    private static async Task<string> AgentOfAsync(AgentServices services, AgentProfile agent, SeenPost target, OwnAccount own) =>
        target.Author.Id.Length > 0 && target.Author.Id != own.UserId
        && await services.Grains.GetGrain<IXOwnerGrain>($"{agent.Seed.World}/{target.Author.Id}").GetAgents() is [var first, ..] ? first : "";

    private static async Task<(T? Read, TargetLook? Failed)> PermittedAsync<T>(
        AgentServices services, Reading reading, SocialActKind kind, Func<ISocialWorkerGrain, Task<T>> read, Func<T, SocialOutcome> outcomeOf, Func<T, int> items)
        where T : class
    {
        var account = services.Grains.GetGrain<IXAccountGrain>(reading.AccountKey);
        var permit = await account.Reserve(new SocialPermitRequest { AgentId = reading.AgentId, EffectId = reading.Id, Attempt = reading.Attempt, Kind = kind });
        if (!permit.Granted)
        {
            return (null, new TargetLook(null, permit.Reason ?? "refused", permit.Detail ?? "", permit.RetryAt));
        }

        var result = await read(services.Grains.GetGrain<ISocialWorkerGrain>("worker"));
        var outcome = outcomeOf(result);
        await account.Settle(new SocialSettlement
        {
            EffectId = reading.Id,
            Attempt = reading.Attempt,
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
