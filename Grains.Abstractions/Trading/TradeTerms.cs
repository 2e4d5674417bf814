using Orleans;

namespace PuppetEngine.Grains.Abstractions.Trading;

/// <summary>
/// What a swap does to a wallet at most: the numbers that a policy judges, an approval binds and a signature commits to. Amounts are integers in
/// base units of their mint, lamports for SOL.
/// </summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Trading.TradeTerms")]
public sealed record TradeTerms
{
    /// <summary>The wallet's public key, base58; payer, owner and sole signer.</summary>
    [Id(0)] public required string Wallet { get; init; }

    /// <summary>The mint that is given.</summary>
    [Id(1)] public required string InputMint { get; init; }

    /// <summary>The mint that is received.</summary>
    [Id(2)] public required string OutputMint { get; init; }

    /// <summary>What is given, exactly.</summary>
    [Id(3)] public required ulong InputUnits { get; init; }

    /// <summary>What the quote promises.</summary>
    [Id(4)] public required ulong QuotedUnits { get; init; }

    /// <summary>What is received at least; with less the transaction fails.</summary>
    [Id(5)] public required ulong LeastUnits { get; init; }

    /// <summary>How far the least may lie below the quote, in hundredths of a per cent.</summary>
    [Id(6)] public int SlippageBps { get; init; }

    /// <summary>How far the quote says that the trade itself moves the price, in hundredths of a per cent.</summary>
    [Id(7)] public int PriceImpactBps { get; init; }

    /// <summary>What it costs beside.</summary>
    [Id(8)] public TradeCosts Costs { get; init; } = new();

    /// <summary>When it was quoted.</summary>
    [Id(9)] public required DateTimeOffset QuotedAt { get; init; }
}
