using PuppetEngine.Grains.Abstractions.Trading;

namespace PuppetEngine.Engine.Trading;

/// <summary>
/// The policy kernel: whether a wallet may make a trade. A pure function over numbers, mints and the operator's limits; no model's words and no
/// text from outside reach it. It is asked before a trade is reserved and, whole, once more before it is signed.
/// </summary>
public static class TradePolicy
{
    /// <summary>Judges.</summary>
    /// <param name="tradeId">The trade: what it has reserved already is not counted against it.</param>
    /// <param name="terms">What it does at most.</param>
    /// <param name="facts">What the world says.</param>
    /// <param name="book">What the wallet's caps have counted.</param>
    /// <param name="limits">The operator's limits.</param>
    /// <param name="now">The present.</param>
    public static TradeVerdict Judge(string tradeId, TradeTerms terms, TradeFacts facts, WalletBook book, TradeLimits limits, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(limits);
        if (terms.InputUnits == 0 || terms.LeastUnits == 0 || terms.InputMint == terms.OutputMint || terms.LeastUnits > terms.QuotedUnits
            || facts.Input.Mint != terms.InputMint || facts.Output.Mint != terms.OutputMint)
        {
            return Refused(Found(TradeCodes.Amount, "The amounts are zero, the mints are the same, or the quote does not belong to the trade."));
        }

        List<TradeFinding> findings = [.. Mint(terms, limits), .. TokenRules.Judge(facts.Output, limits, now), .. Input(facts.Input, limits), .. Market(terms, limits, now)];
        var (given, received) = (Worth(terms.InputUnits, facts.Input, facts, limits, now, up: true), Worth(terms.LeastUnits, facts.Output, facts, limits, now, up: false));
        if (given is not { } worth || received is not { } least)
        {
            findings.Add(Found(TradeCodes.Unpriced, $"There is no price younger than {limits.MostPriceAge.TotalSeconds:0} seconds for what is {(given is null ? "given" : "received")}: its value cannot be counted."));
            return Refused([.. findings]);
        }

        if (least < Share(worth, 10_000 - limits.SlippageBps - limits.PriceImpactBps))
        {
            findings.Add(Found(TradeCodes.Rate, $"What is worth {Lamports.Show(worth)} is given for {Lamports.Show(least)} at least."));
        }

        // Caps count a sale at the higher of its price and what was paid for it: a price that somebody pressed down must not open them.
        var entry = Entry(tradeId, terms, Math.Max(worth, terms.InputMint == Mints.Sol ? 0 : facts.BasisLamports ?? 0), now) with { WorthLamports = worth };
        findings.AddRange(Caps(entry, book, limits, now));
        findings.AddRange(Balance(entry, terms, facts, book, limits));
        return new TradeVerdict([.. findings], entry, findings.Count == 0 && entry.Lamports > limits.ApprovalAbove);
    }

    private static IEnumerable<TradeFinding> Mint(TradeTerms terms, TradeLimits limits)
    {
        foreach (var mint in new[] { terms.InputMint, terms.OutputMint }.Where(m => limits.Denied.Contains(m)))
        {
            yield return Found(TradeCodes.Denied, $"{mint} is on the list of denied mints.");
        }

        if (!limits.Allowed.Contains(terms.OutputMint))
        {
            yield return Found(TradeCodes.NotAllowed, $"{terms.OutputMint} is on no list of mints that may be bought (allowed_tokens.always_tradable, by an admin).");
        }

        // What came into the wallet by any way may be sold, but only for what is known.
        if (!limits.Allowed.Contains(terms.InputMint) && !Mints.Default.Contains(terms.OutputMint))
        {
            yield return Found(TradeCodes.NotAllowed, $"{terms.InputMint} is on no list: it may only be sold for SOL or USDC.");
        }
    }

    private static IEnumerable<TradeFinding> Input(TokenFacts input, TradeLimits limits) =>
        input.Mint == Mints.Sol ? [] : TokenRules.Chain(input, limits).Where(f => f.Code == TradeCodes.Extension);

    private static IEnumerable<TradeFinding> Market(TradeTerms terms, TradeLimits limits, DateTimeOffset now)
    {
        if (now - terms.QuotedAt > limits.MostPriceAge || terms.QuotedAt > now + limits.MostPriceAge)
        {
            yield return Found(TradeCodes.Stale, $"The quote is not of the last {limits.MostPriceAge.TotalSeconds:0} seconds.");
        }

        if (terms.SlippageBps > limits.SlippageBps || terms.LeastUnits < Share(terms.QuotedUnits, 10_000 - limits.SlippageBps))
        {
            yield return Found(TradeCodes.Slippage, $"The least lies more than {limits.SlippageBps} hundredths of a per cent below the quote.");
        }

        if (terms.PriceImpactBps > limits.PriceImpactBps || terms.PriceImpactBps < -limits.PriceImpactBps)
        {
            yield return Found(TradeCodes.Impact, $"The trade moves the price by {terms.PriceImpactBps} hundredths of a per cent, {limits.PriceImpactBps} are allowed.");
        }

        if (Priority(terms.Costs) > limits.PriorityPerTrade)
        {
            yield return Found(TradeCodes.Priority, $"Priority fee and tip are {Lamports.Show(Priority(terms.Costs))}, {Lamports.Show(limits.PriorityPerTrade)} are allowed.");
        }
    }

    private static IEnumerable<TradeFinding> Caps(BookEntry entry, WalletBook book, TradeLimits limits, DateTimeOffset now)
    {
        var others = book with { Entries = book.Entries.RemoveAll(e => e.TradeId == entry.TradeId) };
        if (others.Entries.FirstOrDefault(e => !e.IsSettled) is { } open)
        {
            yield return Found(TradeCodes.Busy, $"Trade {open.TradeId} of this wallet has not ended.");
        }

        if (entry.Lamports > limits.PerTrade)
        {
            yield return Found(TradeCodes.TradeCap, $"It takes {Lamports.Show(entry.Lamports)}, a trade may take {Lamports.Show(limits.PerTrade)}.");
        }

        var (day, window) = (others.Day(now), others.Window(now, limits.Window));
        if (Lamports.Sum(day.Lamports, entry.Lamports) > limits.PerDay)
        {
            yield return Found(TradeCodes.DayCap, $"It takes {Lamports.Show(entry.Lamports)}, and {Lamports.Show(day.Lamports)} of this UTC day's {Lamports.Show(limits.PerDay)} are used.");
        }

        if (Lamports.Sum(window.Lamports, entry.Lamports) > limits.PerWindow)
        {
            yield return Found(TradeCodes.WindowCap, $"It takes {Lamports.Show(entry.Lamports)}, and {Lamports.Show(window.Lamports)} of {Lamports.Show(limits.PerWindow)} in {limits.Window} are used.");
        }

        if (day.Trades >= limits.TradesPerDay)
        {
            yield return Found(TradeCodes.DailyTrades, $"The wallet made {day.Trades} trades in this UTC day, failed ones included; {limits.TradesPerDay} are allowed.");
        }

        if (Lamports.Sum(day.PriorityLamports, entry.PriorityLamports) > limits.PriorityPerDay)
        {
            yield return Found(TradeCodes.PriorityDay, $"Priority fees took {Lamports.Show(day.PriorityLamports)} of this UTC day's {Lamports.Show(limits.PriorityPerDay)}.");
        }

        if (entry.NewAccounts > 0 && day.NewAccounts + entry.NewAccounts > limits.NewAccountsPerDay)
        {
            yield return Found(TradeCodes.NewAccounts, $"{day.NewAccounts} token accounts were opened in this UTC day, {limits.NewAccountsPerDay} are allowed.");
        }

        // By when the last one was reserved; the one that is judged keeps its place.
        if (others.Entries is [.., var last] && book.Find(entry.TradeId) is null && book.Present(now) - last.At < limits.CoolDown)
        {
            yield return Found(TradeCodes.CoolDown, $"The last trade was less than {limits.CoolDown} ago.");
        }
    }

    private static IEnumerable<TradeFinding> Balance(BookEntry entry, TradeTerms terms, TradeFacts facts, WalletBook book, TradeLimits limits)
    {
        if (facts.InputUnits < terms.InputUnits)
        {
            yield return Found(TradeCodes.Balance, $"The wallet has {facts.InputUnits} base units of {terms.InputMint}, {terms.InputUnits} are to be given.");
        }

        var leaves = Lamports.Sum([entry.SolLamports, .. book.OpenBut(entry.TradeId).Select(e => e.SolLamports)]);
        if (Lamports.Sum(leaves, Math.Max(limits.Reserve, TradeLimits.LeastReserve)) > facts.BalanceLamports)
        {
            yield return Found(TradeCodes.Reserve, $"The wallet has {Lamports.Show(facts.BalanceLamports)}; {Lamports.Show(leaves)} would leave it, and {Lamports.Show(Math.Max(limits.Reserve, TradeLimits.LeastReserve))} must stay.");
        }
    }

    /// <summary>What units of a token are worth in lamports; null where no fresh price says.</summary>
    private static ulong? Worth(ulong units, TokenFacts token, TradeFacts facts, TradeLimits limits, DateTimeOffset now, bool up)
    {
        if (token.Mint == Mints.Sol)
        {
            return units;
        }

        if (token.Usd is not > 0 || facts.SolUsd is not > 0 || token.UsdAt is not { } at || now - at > limits.MostPriceAge)
        {
            return null;
        }

        return up
            ? Lamports.WorthUp(units, token.Decimals, token.Usd.Value, facts.SolUsd.Value)
            : Lamports.WorthDown(units, token.Decimals, token.Usd.Value, facts.SolUsd.Value);
    }

    private static BookEntry Entry(string tradeId, TradeTerms terms, ulong worth, DateTimeOffset now)
    {
        var costs = terms.Costs.Total();
        return new BookEntry
        {
            TradeId = tradeId,
            At = now,
            Lamports = Lamports.Sum(worth, costs),
            SolLamports = Lamports.Sum(terms.InputMint == Mints.Sol ? terms.InputUnits : 0, costs),
            PriorityLamports = Priority(terms.Costs),
            NewAccounts = terms.Costs.NewAccounts,
        };
    }

    private static ulong Priority(TradeCosts costs) => Lamports.Sum(costs.PriorityLamports, costs.TipLamports);

    /// <summary>A share of an amount in hundredths of a per cent, rounded up.</summary>
    private static ulong Share(ulong amount, int bps) => bps <= 0 ? 0 : (ulong)(((UInt128)amount * (uint)bps + 9_999) / 10_000);

    private static TradeVerdict Refused(params ReadOnlySpan<TradeFinding> findings) => new([.. findings], null, false);

    private static TradeFinding Found(string code, string detail) => new() { Code = code, Detail = detail };
}
