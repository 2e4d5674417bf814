using PuppetEngine.Engine.Trading;
using PuppetEngine.Grains.Abstractions.Trading;

namespace PuppetEngine.Tests.Engine.Trading;

/// <summary>Trades that the tests change in one point each.</summary>
internal static class Deals
{
    public const string Wallet = "7YttLkHDoNj9wyDur5pM1ejNaAvT9X4eqaYcHQqtj2G5";
    public const string Token = "DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263";
    public static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    /// <summary>0.01 SOL, worth 2 dollars, for 2 USDC; no new account.</summary>
    public static TradeTerms Buy(ulong lamports = 10_000_000) => new()
    {
        Wallet = Wallet, InputMint = Mints.Sol, OutputMint = Mints.Usdc, InputUnits = lamports, QuotedUnits = lamports / 5, LeastUnits = lamports / 5 * 995 / 1000,
        SlippageBps = 50, PriceImpactBps = 1, Costs = new TradeCosts { SignatureLamports = 5_000, PriorityLamports = 20_000 }, QuotedAt = Noon,
    };

    /// <summary>USDC for SOL.</summary>
    public static TradeTerms Sell(ulong units = 2_000_000) => Buy() with
    {
        InputMint = Mints.Usdc, OutputMint = Mints.Sol, InputUnits = units, QuotedUnits = units * 5, LeastUnits = units * 5 * 995 / 1000,
    };

    public static TokenFacts Sol => new() { Mint = Mints.Sol, Decimals = 9 };

    public static TokenFacts Usdc => new() { Mint = Mints.Usdc, Decimals = 6, Usd = 1, UsdAt = Noon, HasMintAuthority = true, HasFreezeAuthority = true };

    /// <summary>A token with nothing against it.</summary>
    public static TokenFacts Plain => new()
    {
        Mint = Token, Decimals = 5, Usd = 0.00002m, UsdAt = Noon, LiquidityUsd = 5_000_000, CreatedAt = Noon.AddYears(-2), IsVerified = true,
    };

    public static TradeFacts FactsOf(TradeTerms terms) => new()
    {
        Input = Of(terms.InputMint), Output = Of(terms.OutputMint), SolUsd = 200, BalanceLamports = 10 * Mints.LamportsPerSol, InputUnits = 10 * Mints.LamportsPerSol,
    };

    public static Trade Intended(string id = "e1") => new()
    {
        Id = id, AgentId = "ada", Wallet = Wallet, At = Noon, UpdatedAt = Noon, Expires = Noon + TradeMachine.Life,
        Intent = new TradeIntent { InputMint = Mints.Sol, OutputMint = Mints.Usdc, InputUnits = 10_000_000, SlippageBps = 50, Proposer = "dca" },
    };

    public static SignedTrade Signature(string name, DateTimeOffset? at = null) => new("AQ==", name, 1_000, at ?? Noon);

    private static TokenFacts Of(string mint) => mint switch { Mints.Sol => Sol, Mints.Usdc => Usdc, _ => Plain };
}
