using PuppetEngine.Engine.Trading;
using PuppetEngine.Grains.Abstractions.Trading;
using static PuppetEngine.Tests.Engine.Trading.Deals;

namespace PuppetEngine.Tests.Engine.Trading;

public sealed class TradePolicyTests
{
    private static TradeVerdict Judge(TradeTerms terms, TradeFacts? facts = null, WalletBook? book = null, TradeLimits? limits = null, DateTimeOffset? now = null) =>
        TradePolicy.Judge("e1", terms, facts ?? FactsOf(terms), book ?? WalletBook.Empty, limits ?? TradeLimits.Default, now ?? Noon);

    private static BookEntry Entry(string id, ulong lamports, DateTimeOffset at, ulong priority = 0, int accounts = 0, bool settled = true) =>
        new() { TradeId = id, At = at, Lamports = lamports, SolLamports = lamports, PriorityLamports = priority, NewAccounts = accounts, IsSettled = settled };

    private static WalletBook Book(params BookEntry[] entries) => WalletBook.Empty with { LastSeen = Noon, Entries = [.. entries] };

    [Fact]
    public void Judge_allows_a_small_trade_and_counts_all_that_leaves()
    {
        var verdict = Judge(Buy());
        Assert.Empty(verdict.Findings);
        Assert.True(verdict.IsAllowed);
        Assert.False(verdict.NeedsApproval);
        Assert.Equal((10_025_000UL, 10_025_000UL, 20_000UL), (verdict.Entry!.Lamports, verdict.Entry.SolLamports, verdict.Entry.PriorityLamports));
    }

    [Fact]
    public void Judge_counts_a_sale_at_the_higher_of_price_and_cost()
    {
        var terms = Sell();
        Assert.Equal(10_025_000UL, Judge(terms).Entry!.Lamports);
        Assert.Equal(10_025_000UL, Judge(terms, FactsOf(terms) with { BasisLamports = 1 }).Entry!.Lamports);
        var verdict = Judge(terms, FactsOf(terms) with { BasisLamports = 40_000_000 });
        Assert.Equal((40_025_000UL, 25_000UL), (verdict.Entry!.Lamports, verdict.Entry.SolLamports));
        Assert.True(verdict.IsAllowed);
    }

    [Fact]
    public void Judge_asks_a_person_above_the_threshold()
    {
        Assert.False(Judge(Buy(), limits: TradeLimits.Default with { ApprovalAbove = 10_025_000 }).NeedsApproval);
        Assert.True(Judge(Buy(), limits: TradeLimits.Default with { ApprovalAbove = 10_024_999 }).NeedsApproval);
    }

    /// <summary>Each rule, by a trade that is allowed but for one thing.</summary>
    public static TheoryData<string, Func<TradeVerdict>> Refusals => new()
    {
        { TradeCodes.Amount, () => Judge(Buy() with { InputUnits = 0 }) },
        { TradeCodes.Amount, () => Judge(Buy() with { LeastUnits = 0 }) },
        { TradeCodes.Amount, () => Judge(Buy() with { OutputMint = Mints.Sol }) },
        { TradeCodes.Amount, () => Judge(Buy() with { LeastUnits = 2_000_001 }) },
        { TradeCodes.Amount, () => Judge(Buy(), FactsOf(Sell())) },
        { TradeCodes.Denied, () => Judge(Buy(), limits: TradeLimits.Default with { Denied = [Mints.Usdc] }) },
        { TradeCodes.NotAllowed, () => Judge(Buy() with { OutputMint = Token, QuotedUnits = 10_000_000_000, LeastUnits = 9_950_000_000 }) },
        { TradeCodes.NotAllowed, () => Judge(Buy() with { InputMint = "FoundInTheWallet", OutputMint = Token, QuotedUnits = 10_000_000, LeastUnits = 9_950_000 }, FactsOf(Buy()) with { Input = Plain with { Mint = "FoundInTheWallet" }, Output = Plain }, limits: TradeLimits.Default with { Allowed = [Token] }) },
        { TradeCodes.TradeCap, () => Judge(Buy(), limits: TradeLimits.Default with { PerTrade = 10_024_999 }) },
        { TradeCodes.DayCap, () => Judge(Buy(), book: Book(Entry("e0", 489_975_001, Noon.AddHours(-2)))) },
        { TradeCodes.WindowCap, () => Judge(Buy(), book: Book(Entry("e0", 239_975_001, Noon.AddMinutes(-59)))) },
        { TradeCodes.DailyTrades, () => Judge(Buy(), book: Book([.. Enumerable.Range(0, 10).Select(n => Entry($"t{n}", 1, Noon.AddHours(-3)))])) },
        { TradeCodes.CoolDown, () => Judge(Buy(), book: Book(Entry("e0", 1, Noon.AddSeconds(-59)))) },
        { TradeCodes.Busy, () => Judge(Buy(), book: Book(Entry("e0", 1, Noon.AddHours(-9), settled: false))) },
        { TradeCodes.Reserve, () => Judge(Buy(), FactsOf(Buy()) with { BalanceLamports = 30_024_999, InputUnits = 30_024_999 }) },
        { TradeCodes.Reserve, () => Judge(Sell(), FactsOf(Sell()) with { BalanceLamports = 20_024_999 }, limits: TradeLimits.Default with { Reserve = 0 }) },
        { TradeCodes.Balance, () => Judge(Sell(), FactsOf(Sell()) with { InputUnits = 1_999_999 }) },
        { TradeCodes.Slippage, () => Judge(Buy() with { SlippageBps = 101 }) },
        { TradeCodes.Slippage, () => Judge(Buy() with { LeastUnits = 1_979_999 }, limits: TradeLimits.Default with { PriceImpactBps = 500 }) },
        { TradeCodes.Impact, () => Judge(Buy() with { PriceImpactBps = 101 }) },
        { TradeCodes.Impact, () => Judge(Buy() with { PriceImpactBps = int.MinValue }) },
        { TradeCodes.Rate, () => Judge(Buy() with { QuotedUnits = 1_960_000, LeastUnits = 1_959_999 }) },
        { TradeCodes.Rate, () => Judge(Sell() with { QuotedUnits = 9_800_000, LeastUnits = 9_799_999 }) },
        { TradeCodes.Priority, () => Judge(Buy() with { Costs = new TradeCosts { PriorityLamports = 600_000, TipLamports = 400_001 } }) },
        { TradeCodes.PriorityDay, () => Judge(Buy(), book: Book(Entry("e0", 1, Noon.AddHours(-2), priority: 9_980_001))) },
        { TradeCodes.NewAccounts, () => Judge(Buy() with { Costs = new TradeCosts { NewAccounts = 1 } }, book: Book(Entry("e0", 1, Noon.AddHours(-2), accounts: 3))) },
        { TradeCodes.Unpriced, () => Judge(Buy(), FactsOf(Buy()) with { SolUsd = null }) },
        { TradeCodes.Unpriced, () => Judge(Sell(), FactsOf(Sell()) with { Input = Usdc with { Usd = null } }) },
        { TradeCodes.Unpriced, () => Judge(Sell(), FactsOf(Sell()) with { Input = Usdc with { UsdAt = Noon.AddSeconds(-31) } }) },
        { TradeCodes.Stale, () => Judge(Buy() with { QuotedAt = Noon.AddSeconds(-31) }) },
        { TradeCodes.Stale, () => Judge(Buy() with { QuotedAt = Noon.AddSeconds(31) }) },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Judge_refuses_by_the_one_rule_that_is_broken(string code, Func<TradeVerdict> judge)
    {
        var verdict = judge();
        Assert.False(verdict.IsAllowed);
        Assert.False(verdict.NeedsApproval);
        var finding = Assert.Single(verdict.Findings);
        Assert.Equal(code, finding.Code);
        Assert.NotEqual("", finding.Detail);
    }

    [Fact]
    public void Judge_does_not_count_what_the_trade_itself_has_reserved()
    {
        var book = Book().Reserve(Judge(Buy()).Entry!);
        Assert.True(Judge(Buy(), book: book).IsAllowed);
        Assert.Equal(TradeCodes.Busy, Assert.Single(TradePolicy.Judge("e2", Buy(), FactsOf(Buy()), book, TradeLimits.Default with { CoolDown = default }, Noon).Findings).Code);
    }

    [Fact]
    public void Judge_lets_what_is_on_no_list_be_sold_for_dollars()
    {
        var terms = Buy() with { InputMint = Token, InputUnits = 10_000_000_000, QuotedUnits = 2_000_000, LeastUnits = 1_990_000 };
        Assert.Empty(Judge(terms, FactsOf(terms)).Findings);
    }

    /// <summary>Rules of a token that is bought; each fact that is missing counts as the worst.</summary>
    public static TheoryData<string, TokenFacts> Tokens => new()
    {
        { TradeCodes.Age, Plain with { CreatedAt = null } },
        { TradeCodes.Age, Plain with { CreatedAt = Noon.AddDays(-7).AddSeconds(1) } },
        { TradeCodes.Liquidity, Plain with { LiquidityUsd = null } },
        { TradeCodes.Liquidity, Plain with { LiquidityUsd = 99_999.99m } },
        { TradeCodes.Unverified, Plain with { IsVerified = false } },
        { TradeCodes.Authorities, Plain with { HasMintAuthority = true } },
        { TradeCodes.Authorities, Plain with { HasFreezeAuthority = true } },
        { TradeCodes.Extension, Plain with { Extensions = [TokenExtension.Metadata, TokenExtension.Other] } },
        { TradeCodes.Extension, Plain with { Extensions = [TokenExtension.TransferFee], TransferFeeBps = 101 } },
    };

    [Theory]
    [MemberData(nameof(Tokens))]
    public void Judge_refuses_a_token_for_what_it_is(string code, TokenFacts token) =>
        Assert.Equal(code, Assert.Single(TokenRules.Judge(token, TradeLimits.Default, Noon)).Code);

    [Fact]
    public void Judge_takes_a_plain_token_and_one_with_metadata_and_a_small_fee()
    {
        Assert.Empty(TokenRules.Judge(Plain, TradeLimits.Default, Noon));
        Assert.Empty(TokenRules.Judge(Plain with { Extensions = [TokenExtension.Metadata, TokenExtension.TransferFee], TransferFeeBps = 100 }, TradeLimits.Default, Noon));
        Assert.Empty(TokenRules.Judge(Usdc, TradeLimits.Default, Noon));
    }

    [Fact]
    public void Judge_refuses_to_touch_a_held_token_whose_mint_lets_others_move_it() =>
        Assert.Equal(TradeCodes.Extension, Assert.Single(Judge(Sell(), FactsOf(Sell()) with { Input = Usdc with { Extensions = [TokenExtension.Other] } }).Findings).Code);
}
