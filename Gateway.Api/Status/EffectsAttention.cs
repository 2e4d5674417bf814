using Orleans;
using PuppetEngine.Gateway.Api.Agents;
using PuppetEngine.Gateway.Api.Hosting;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Gateway.Api.Status;

/// <summary>What the catalog and the kill switch say that waits for a person: each by name while they are few, counted when they are many.</summary>
internal sealed class EffectsAttention(IGrainFactory grains) : IAttentionSource
{
    /// <summary>So many are named; more are counted.</summary>
    private const int Few = 5;

    /// <inheritdoc />
    public async Task<IReadOnlyList<AttentionItem>> ReadAsync(CancellationToken cancellationToken)
    {
        var totals = await grains.Catalog().GetTotals();
        var stopped = await grains.GetGrain<IKillSwitchGrain>("kill-switch").Get();
        var unknown = totals.EffectsByState.GetValueOrDefault(EffectState.Unknown) is > 0 and <= Few
            ? (await grains.Catalog().ListEffects(new EffectFilter { State = EffectState.Unknown, Limit = Few })).Items : [];
        var without = totals.AgentsByStatus.GetValueOrDefault(AgentStatuses.NeedsAccount) is > 0 and <= Few
            ? (await grains.Catalog().ListAgents(new AgentFilter { Status = AgentStatuses.NeedsAccount, Limit = Few })).Items : [];
        return From(totals, stopped, unknown, without);
    }

    /// <summary>The items of these counts and, where they are few, of these effects and agents.</summary>
    public static IReadOnlyList<AttentionItem> From(CatalogTotals totals, KillSwitchState stopped, IReadOnlyList<EffectView> unknown, IReadOnlyList<AgentCard> without)
    {
        var items = new List<AttentionItem>();
        if (stopped.All)
        {
            items.Add(new AttentionItem("stopped", "Everything is stopped by the kill switch.", "puppet start --all"));
        }

        items.AddRange(stopped.Tags.Select(tag => new AttentionItem("stopped", $"Agents with the tag {tag} are stopped by the kill switch.", $"puppet start --tag {tag}", "tag:" + tag)));
        items.AddRange(stopped.Agents.Select(agent => new AttentionItem("stopped", $"{agent} is stopped by the kill switch.", $"puppet start --agent {agent}", "agent:" + agent)));

        items.AddRange(unknown.Select(effect => new AttentionItem(
            "effects_unknown", $"Nobody can tell whether an effect of {effect.AgentId} was sent; nothing repeats it. Look at the account, then say.", $"puppet resolve {effect.EffectId} sent|not_sent", effect.EffectId)));
        if (totals.EffectsByState.GetValueOrDefault(EffectState.Unknown) is > 0 and var count && unknown.Count == 0)
        {
            items.Add(new AttentionItem("effects_unknown", $"Nobody can tell whether {count} effects were sent; nothing repeats what is in doubt.", "puppet effects --status unknown"));
        }

        if (totals.EffectsByState.GetValueOrDefault(EffectState.Held) is > 0 and var held)
        {
            items.Add(new AttentionItem("effects_held", $"{(held == 1 ? "One effect waits" : $"{held} effects wait")} for your approval.", "puppet effects --status held"));
        }

        items.AddRange(without.Select(agent => new AttentionItem(
            "needs_account", $"{agent.Id} names no usable account. {agent.StatusReason}".Trim(), $"puppet x login {agent.Id}", agent.Id)));
        if (totals.AgentsByStatus.GetValueOrDefault(AgentStatuses.NeedsAccount) is > 0 and var many && without.Count == 0)
        {
            items.Add(new AttentionItem("needs_account", $"{many} agents name no usable account.", "puppet agents --status needs_account"));
        }

        return items;
    }
}
