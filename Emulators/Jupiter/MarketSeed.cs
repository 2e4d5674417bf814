using PuppetEngine.Emulators.Control;
using PuppetEngine.Emulators.Solana.Runtime;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Jupiter;

/// <summary>
/// The tokens that every market begins with: well-known mints, and made-up ones that a careful policy is to refuse. Prices are those
/// of no particular day.
/// </summary>
internal static class MarketSeed
{
    public static readonly PublicKey Usdc = PublicKey.Parse("EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v");
    private static readonly string Somebody = PublicKey.Named("an authority").ToString();
    private static readonly DateTimeOffset LongAgo = new(2021, 3, 31, 0, 0, 0, TimeSpan.Zero);

    public static IReadOnlyList<(MarketTokenRecord Record, SolanaMintRequest Mint)> Tokens { get; } =
    [
        Known(ProgramIds.NativeMint.ToString(), "SOL", "Wrapped SOL", 9, 150m, 0.06, 600_000_000, "verified", "strict"),
        Known(Usdc.ToString(), "USDC", "USD Coin", 6, 1m, 0.0002, 500_000_000, "verified", "strict"),
        Known("Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB", "USDT", "USDT", 6, 1m, 0.0003, 80_000_000, "verified", "strict"),
        Known("JUPyiwrYJFskUPiHa7hkeR8VUtAeFoSYbKedZNsDvCN", "JUP", "Jupiter", 6, 0.45m, 0.10, 12_000_000, "verified", "strict", "community"),
        Known("DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263", "BONK", "Bonk", 5, 0.000018m, 0.16, 9_000_000, "verified", "community"),
        Known("jtojtomepa8beP8AuQc6eXt5FriJwfFMwQx2v2f9mCL", "JTO", "JITO", 9, 2.1m, 0.09, 7_000_000, "verified", "strict"),
        Known("mSoLzYCxHdYgdzU16g5QSh3i5K3z3KZK7ytfqcJm7So", "mSOL", "Marinade staked SOL", 9, 192m, 0.06, 25_000_000, "verified", "lst"),
        Made("STRING", "Marionette", 6, 0.02m, 0.20, 400_000, new SolanaMintRequest()),
        Made("CRANE", "Paper Crane", 9, 1.2m, 0.12, 1_500_000, new SolanaMintRequest(), "verified"),
        Made("TIDE", "Tidal", 6, 0.6m, 0.10, 900_000, new SolanaMintRequest { Token2022 = true, Name = "Tidal", Symbol = "TIDE" }, "verified"),
        Made("TOLL", "Tollgate", 6, 0.3m, 0.08, 700_000, new SolanaMintRequest { TransferFeeBps = 100, Name = "Tollgate", Symbol = "TOLL" }),
        Made("GLASS", "Glasshouse", 6, 0.9m, 0.07, 800_000, new SolanaMintRequest { FreezeAuthority = Somebody }),
        Made("LEASH", "Leash", 6, 0.05m, 0.15, 300_000, new SolanaMintRequest { PermanentDelegate = Somebody, MintAuthority = Somebody, Name = "Leash", Symbol = "LEASH" }),
        Made("DUST", "Dustmote", 9, 0.0004m, 0.40, 2_000, new SolanaMintRequest { MintAuthority = Somebody }),
    ];

    /// <summary>The mint of a made-up token.</summary>
    public static PublicKey MintOf(string symbol) => PublicKey.Named($"mint of {symbol}");

    private static (MarketTokenRecord, SolanaMintRequest) Known(
        string mint, string symbol, string name, byte decimals, decimal price, double volatility, decimal liquidity, params string[] tags) =>
        (new MarketTokenRecord
        {
            Mint = PublicKey.Parse(mint), Symbol = symbol, Name = name, Decimals = decimals, Program = ProgramIds.Token, Price = price, Volatility = volatility,
            Liquidity = liquidity, Tags = [.. tags], IsVerified = true, CreatedAt = LongAgo,
        },
        new SolanaMintRequest { Decimals = decimals });

    private static (MarketTokenRecord, SolanaMintRequest) Made(
        string symbol, string name, byte decimals, decimal price, double volatility, decimal liquidity, SolanaMintRequest mint, params string[] tags) =>
        (new MarketTokenRecord
        {
            Mint = MintOf(symbol), Symbol = symbol, Name = name, Decimals = decimals, Price = price, Volatility = volatility, Liquidity = liquidity,
            Program = mint.Token2022 || mint.TransferFeeBps is not null || mint.PermanentDelegate is not null ? ProgramIds.Token2022 : ProgramIds.Token,
            Tags = [.. tags], IsVerified = tags.Contains("verified"), CreatedAt = LongAgo.AddDays(1_500),
        },
        mint with { Decimals = decimals });
}
