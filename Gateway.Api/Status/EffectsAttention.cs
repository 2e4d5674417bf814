using Orleans;
using PuppetEngine.Gateway.Api.Agents;
using PuppetEngine.Gateway.Api.Hosting;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Gateway.Api.Status;

/// <summary>What the catalog and the kill switch say that waits for a person.</summary>
internal sealed class EffectsAttention(IGrainFactory grains) : IAttentionSource
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<AttentionItem>> ReadAsync(CancellationToken cancellationToken)
    {
        var totals = await grains.Catalog().GetTotals();
        var stopped = await grains.GetGrain<IKillSwitchGrain>("kill-switch").Get();
        return From(totals, stopped);
    }

    /// <summary>The items of these counts.</summary>
    public static IReadOnlyList<AttentionItem> From(CatalogTotals totals, KillSwitchState stopped)
    {
        var items = new List<AttentionItem>();
        if (stopped.All)
        {
            items.Add(new AttentionItem("stopped", "Everything is stopped by the kill switch.", "puppet start --all"));
        }
        else if (stopped.Tags.Count + stopped.Agents.Count > 0)
        {
            items.Add(new AttentionItem("stopped", $"Stopped by the kill switch: {string.Join(", ", stopped.Tags.Select(tag => "tag " + tag).Concat(stopped.Agents))}.", "puppet status"));
        }

        if (totals.EffectsByState.GetValueOrDefault(EffectState.Unknown) is > 0 and var unknown)
        {
            var words = unknown == 1 ? "one effect was sent" : $"{unknown} effects were sent";
            items.Add(new AttentionItem("effects_unknown", $"Nobody can tell whether {words}; nothing repeats what is in doubt.", "puppet effects --status unknown"));
        }

        if (totals.EffectsByState.GetValueOrDefault(EffectState.Held) is > 0 and var held)
        {
            items.Add(new AttentionItem("effects_held", $"{(held == 1 ? "One effect waits" : $"{held} effects wait")} for your approval.", "puppet effects --status held"));
        }

        if (totals.AgentsByStatus.GetValueOrDefault(AgentStatuses.NeedsAccount) is > 0 and var without)
        {
            items.Add(new AttentionItem("needs_account", without == 1 ? "One agent names no usable account." : $"{without} agents name no usable account.", "puppet agents --status needs_account"));
        }

        return items;
    }
}
