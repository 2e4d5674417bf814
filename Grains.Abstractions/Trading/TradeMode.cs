using Orleans;

namespace PuppetEngine.Grains.Abstractions.Trading;

/// <summary>What becomes of a trade that the policy allows.</summary>
[GenerateSerializer, Alias("PuppetEngine.Trading.TradeMode")]
public enum TradeMode
{
    /// <summary>Recorded as if it were made; the default on a live network.</summary>
    DryRun = 0,

    /// <summary>Made after a person approved it, whatever its size.</summary>
    Review = 1,

    /// <summary>Made; above the threshold after a person approved it.</summary>
    Live = 2,
}
