using Orleans;
using PuppetEngine.Engine.Access;
using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Silo.Hosting;

/// <summary>
/// Wakes the agents that have work of another world, once after the start: each closes it as abandoned when it is activated, and an idle
/// one would else show it as waiting until its own next occurrence.
/// </summary>
internal sealed partial class WorldSwitch(IClusterClient cluster, Worlds worlds, ILogger<WorldSwitch> logger) : BackgroundService
{
    private const int PageSize = 200;
    private static readonly EffectState[] Open = [EffectState.Planned, EffectState.Held, EffectState.Attempting];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            foreach (var agent in await FindAsync(stoppingToken))
            {
                stoppingToken.ThrowIfCancellationRequested();
                await WakeAsync(agent);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Nothing of another world is sent in any case; the agents close it when they wake by themselves.
            LogNotClosed(e);
        }
    }

    private async Task WakeAsync(string agent)
    {
        try
        {
            await cluster.GetGrain<IAgentGrain>(agent).GetOpenEffects();
        }
        catch (AgentNotFoundException)
        {
            // It was deleted while an attempt was under way, and does nothing more.
        }
    }

    private async Task<HashSet<string>> FindAsync(CancellationToken token)
    {
        var agents = new HashSet<string>();
        foreach (var state in Open)
        {
            string? cursor = null;
            do
            {
                token.ThrowIfCancellationRequested();
                var page = await cluster.GetGrain<ICatalogReaderGrain>("reader").ListEffects(new EffectFilter { State = state, Limit = PageSize, Cursor = cursor });
                agents.UnionWith(page.Items.Where(e => e.World != worlds.X.Id).Select(e => e.AgentId));
                cursor = page.Next;
            }
            while (cursor is not null);
        }

        if (agents.Count > 0)
        {
            LogFound(agents.Count, worlds.X.Id);
        }

        return agents;
    }
}
