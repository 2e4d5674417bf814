using System.Globalization;
using PuppetEngine.Providers.Solana.Inspection;
using PuppetEngine.Providers.Solana.Keys;

namespace PuppetEngine.Providers.Solana.Jupiter;

/// <summary>What a quote is asked for.</summary>
public sealed record JupiterSwapRequest
{
    /// <summary>What goes in.</summary>
    public required PublicKey InputMint { get; init; }

    /// <summary>What comes out.</summary>
    public required PublicKey OutputMint { get; init; }

    /// <summary>The fixed amount in base units: of the input, or of the output in <see cref="SwapMode.ExactOut"/>.</summary>
    public required ulong Amount { get; init; }

    /// <summary>Which side is fixed; the newer API knows only the input. Default: the input.</summary>
    public SwapMode Mode { get; init; } = SwapMode.ExactIn;

    /// <summary>The slippage in basis points.</summary>
    public required ushort SlippageBasisPoints { get; init; }

    /// <summary>The wallet; without it only a quote comes.</summary>
    public PublicKey? Taker { get; init; }

    /// <summary>The most accounts of the route; fewer leave room in the packet. Default: Jupiter's.</summary>
    public int? MaxAccounts { get; init; }

    /// <summary>The query that all ways share.</summary>
    internal IEnumerable<(string Name, string? Value)> Query() =>
    [
        ("inputMint", InputMint.ToString()),
        ("outputMint", OutputMint.ToString()),
        ("amount", Amount.ToString(CultureInfo.InvariantCulture)),
        ("slippageBps", SlippageBasisPoints.ToString(CultureInfo.InvariantCulture)),
        ("taker", Taker?.ToString()),
        ("maxAccounts", MaxAccounts?.ToString(CultureInfo.InvariantCulture)),
    ];
}
