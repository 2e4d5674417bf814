namespace PuppetEngine.Grains.Abstractions.Trading;

/// <summary>The mints that are known by themselves.</summary>
public static class Mints
{
    /// <summary>SOL, which a swap names by the mint of its wrapped form.</summary>
    public const string Sol = "So11111111111111111111111111111111111111112";

    /// <summary>Circle's dollar on mainnet.</summary>
    public const string Usdc = "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v";

    /// <summary>Lamports in a SOL.</summary>
    public const ulong LamportsPerSol = 1_000_000_000;

    /// <summary>Decimals of SOL.</summary>
    public const int SolDecimals = 9;

    /// <summary>What can be traded where nobody says otherwise, and what any token may be sold for.</summary>
    public static IReadOnlyList<string> Default { get; } = [Sol, Usdc];
}
