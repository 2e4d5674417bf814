namespace PuppetEngine.Providers.Solana.Inspection;

/// <summary>Which side of a swap is fixed.</summary>
public enum SwapMode
{
    /// <summary>What goes in is fixed; what comes out may be less than quoted by the slippage.</summary>
    ExactIn,

    /// <summary>What comes out is fixed; what goes in may be more than quoted by the slippage.</summary>
    ExactOut,
}
