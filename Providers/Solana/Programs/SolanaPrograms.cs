using PuppetEngine.Providers.Solana.Keys;

namespace PuppetEngine.Providers.Solana.Programs;

/// <summary>The addresses of the programs and mints that this client speaks of; the same on every cluster unless said otherwise.</summary>
public static class SolanaPrograms
{
    /// <summary>Accounts and lamports.</summary>
    public static PublicKey System { get; } = default;

    /// <summary>SPL Token.</summary>
    public static PublicKey Token { get; } = PublicKey.Parse("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA");

    /// <summary>Token-2022, SPL Token with extensions.</summary>
    public static PublicKey Token2022 { get; } = PublicKey.Parse("TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb");

    /// <summary>Associated token accounts.</summary>
    public static PublicKey AssociatedToken { get; } = PublicKey.Parse("ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL");

    /// <summary>Limits and prices of computation.</summary>
    public static PublicKey ComputeBudget { get; } = PublicKey.Parse("ComputeBudget111111111111111111111111111111");

    /// <summary>Texts, version 2.</summary>
    public static PublicKey Memo { get; } = PublicKey.Parse("MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr");

    /// <summary>Address lookup tables.</summary>
    public static PublicKey AddressLookupTable { get; } = PublicKey.Parse("AddressLookupTab1e1111111111111111111111111");

    /// <summary>Jupiter's aggregator, version 6; mainnet.</summary>
    public static PublicKey Jupiter { get; } = PublicKey.Parse("JUP6LkbZbjS1jKKwapdHNy74zcZ3tLUZoi5QNyVTaV4");

    /// <summary>The mint of wrapped SOL, 9 decimals.</summary>
    public static PublicKey WrappedSol { get; } = PublicKey.Parse("So11111111111111111111111111111111111111112");

    /// <summary>The mint of USDC, 6 decimals; mainnet.</summary>
    public static PublicKey Usdc { get; } = PublicKey.Parse("EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v");

    /// <summary>Whether an address is one of the two token programs, which share their first instructions and layouts.</summary>
    public static bool IsTokenProgram(PublicKey program) => program == Token || program == Token2022;
}
