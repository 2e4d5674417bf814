using System.Collections.Immutable;
using PuppetEngine.Providers.Solana.Inspection;
using PuppetEngine.Providers.Solana.Keys;

namespace PuppetEngine.Providers.Solana.Jupiter;

/// <summary>What a swap would give. It answers the request: the mints, the fixed amount, the mode and the slippage are those that were asked for.</summary>
public sealed record JupiterQuote
{
    /// <summary>What goes in.</summary>
    public required PublicKey InputMint { get; init; }

    /// <summary>What comes out.</summary>
    public required PublicKey OutputMint { get; init; }

    /// <summary>The input in base units.</summary>
    public required ulong InAmount { get; init; }

    /// <summary>The output in base units.</summary>
    public required ulong OutAmount { get; init; }

    /// <summary>The least output, or in <see cref="SwapMode.ExactOut"/> the most input, by Jupiter's reckoning.</summary>
    public required ulong OtherAmountThreshold { get; init; }

    /// <summary>Which side is fixed.</summary>
    public required SwapMode Mode { get; init; }

    /// <summary>The slippage in basis points.</summary>
    public required ushort SlippageBasisPoints { get; init; }

    /// <summary>
    /// How much the swap itself moves the price, in basis points, rounded up; null where Jupiter does not say. Its size only: Jupiter's ways do
    /// not agree about the sign of a loss.
    /// </summary>
    public required uint? PriceImpactBasisPoints { get; init; }

    /// <summary>What Jupiter or a referrer takes, in basis points, rounded up; 0 for nothing. Orders have one, builds only where it was asked for.</summary>
    public required ushort PlatformFeeBasisPoints { get; init; }

    /// <summary>The mints between input and output.</summary>
    public required ImmutableArray<PublicKey> IntermediateMints { get; init; }

    /// <summary>What the transaction of this quote must be.</summary>
    /// <param name="wallet">Whose swap it is.</param>
    /// <param name="inputProgram">The token program of the input, as read from the chain.</param>
    /// <param name="outputProgram">The token program of the output, as read from the chain.</param>
    /// <param name="maximumPriorityFee">The most for haste, in lamports.</param>
    /// <param name="maximumPlatformFee">The most that anybody may take, in basis points; a quote with more is expected without any, and so refused. Default: 0.</param>
    public SwapExpectation Expect(PublicKey wallet, PublicKey inputProgram, PublicKey outputProgram, ulong maximumPriorityFee, ushort maximumPlatformFee = 0) => new()
    {
        Wallet = wallet,
        InputMint = InputMint,
        InputProgram = inputProgram,
        OutputMint = OutputMint,
        OutputProgram = outputProgram,
        Mode = Mode,
        InAmount = InAmount,
        OutAmount = OutAmount,
        SlippageBasisPoints = SlippageBasisPoints,
        MaximumPriorityFee = maximumPriorityFee,
        PlatformFeeBasisPoints = PlatformFeeBasisPoints <= maximumPlatformFee ? PlatformFeeBasisPoints : (ushort)0,
    };
}
