using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Jupiter;

/// <summary>One trade of a route.</summary>
internal sealed record Hop(Pool Pool, PublicKey Input, PublicKey Output, ulong InAmount, ulong OutAmount);

/// <summary>What a swap would deliver at a slot.</summary>
internal sealed record Quote
{
    public required PublicKey Input { get; init; }

    public required PublicKey Output { get; init; }

    public required ulong InAmount { get; init; }

    /// <summary>What reaches the taker, the platform's fee already taken.</summary>
    public required ulong OutAmount { get; init; }

    public required IReadOnlyList<Hop> Hops { get; init; }

    public required uint SlippageBps { get; init; }

    public uint PlatformFeeBps { get; init; }

    public ulong PlatformFee { get; init; }

    /// <summary>How much worse than the price before the trade, as a ratio: 0.01 is one percent.</summary>
    public decimal PriceImpact { get; init; }

    public required ulong Slot { get; init; }

    public ulong Least => PoolMath.Least(OutAmount, SlippageBps);
}

/// <summary>Why there is no quote, with Jupiter's code.</summary>
internal sealed class QuoteRefusal(string code, string message) : Exception(message)
{
    public string Code => code;
}
