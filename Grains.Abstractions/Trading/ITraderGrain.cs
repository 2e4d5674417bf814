using Orleans;
using Orleans.Concurrency;

namespace PuppetEngine.Grains.Abstractions.Trading;

/// <summary>A grain for which a wallet trades. Key: the agent's id.</summary>
[Alias("PuppetEngine.Trading.ITraderGrain")]
public interface ITraderGrain : IGrainWithStringKey
{
    /// <summary>What it may do with its wallet now.</summary>
    [Alias("GetTrader"), AlwaysInterleave]
    Task<TraderProfile> GetTrader();

    /// <summary>Hears of the steps of its trades, in their order; stored when it returns. Idempotent by trade and version.</summary>
    [Alias("NoteTrades"), AlwaysInterleave]
    Task NoteTrades(List<TradeView> trades);
}
