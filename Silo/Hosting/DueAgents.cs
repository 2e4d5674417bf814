using Orleans;
using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Agents;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Trading;

namespace PuppetEngine.Silo.Hosting;

/// <summary>
/// Wakes the agents that are due first and the wallets with open trades, once after the start. A reminder that was missed ticks again only at its next period, and whoever
/// restarts the product would look at minutes of silence. What becomes of a late occurrence stays the agent's own rule; all agents beyond
/// the first ones are the reminders' business.
/// </summary>
internal sealed partial class DueAgents(
    IClusterClient cluster, IDueAgents due, Worlds worlds, TimeProvider time, ILogger<DueAgents> logger) : BackgroundService
{
    /// <summary>How many are woken at most.</summary>
    private const int Most = 200;

    /// <summary>As far ahead as the reminders' period: what is due later meets a tick of its own.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    /// <summary>One after another, this far apart: a start is no burst.</summary>
    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(20);

    private static readonly EffectState[] UnderWay = [EffectState.Attempting, EffectState.Planned];

    private static readonly EffectState[] OpenTrades = [EffectState.Attempting, EffectState.Unknown, EffectState.Planned, EffectState.Held];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // Awake is soon enough after the start itself, which must not wait for this.
            await Task.Yield();
            var agents = await FindAsync(stoppingToken);
            using var rhythm = new PeriodicTimer(Spacing, time);
            foreach (var agent in agents)
            {
                await WakeAsync(agent);
                await rhythm.WaitForNextTickAsync(stoppingToken);
            }

            if (agents.Count > 0)
            {
                LogWoken(agents.Count);
            }

            foreach (var wallet in await FindWalletsAsync())
            {
                await WakeWalletAsync(wallet);
                await rhythm.WaitForNextTickAsync(stoppingToken);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Their reminders wake them, a few minutes later.
            LogNotWoken(e);
        }
    }

    /// <summary>Those that are due, the first ones first, then those with something under way.</summary>
    private async Task<List<string>> FindAsync(CancellationToken token)
    {
        var agents = await due.ListDueAsync(time.GetUtcNow() + Ahead, Most, token);
        foreach (var state in UnderWay)
        {
            var page = await cluster.GetGrain<ICatalogReaderGrain>("reader").ListEffects(new EffectFilter { State = state, Limit = Most });
            agents.AddRange(page.Items.Where(effect => effect.World == worlds.X.Id).Select(effect => effect.AgentId));
        }

        return [.. agents.Distinct(StringComparer.Ordinal).Take(Most)];
    }

    /// <summary>Wallets with trades that have not ended: what they signed may land now, and is read before it is lost to the eye.</summary>
    private async Task<List<string>> FindWalletsAsync()
    {
        List<string> wallets = [];
        foreach (var state in OpenTrades)
        {
            var page = await cluster.GetGrain<ICatalogReaderGrain>("reader").ListEffects(new EffectFilter { State = state, Kinds = [EffectKind.Swap], Limit = Most });
            wallets.AddRange(page.Items.Where(effect => effect.World == worlds.Solana.Id).Select(effect => effect.AccountKey));
        }

        return [.. wallets.Distinct(StringComparer.Ordinal)];
    }

    private async Task WakeWalletAsync(string wallet)
    {
        try
        {
            await cluster.GetGrain<IWalletGrain>(wallet).GetWallet();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogWalletNotReached(e, wallet);
        }
    }

    private async Task WakeAsync(string agent)
    {
        try
        {
            await cluster.GetGrain<IAgentGrain>(agent).GetCard();
        }
        catch (AgentNotFoundException)
        {
            // It was deleted since its card was written.
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // One agent that cannot be activated must not keep the others asleep.
            LogNotReached(e, agent);
        }
    }
}
