using System.Globalization;
using PuppetEngine.Grains.Abstractions.Trading;

namespace PuppetEngine.Gateway.Api.Trading;

/// <summary>An agent's wallet by its own books, and the limits that hold for it. What it really has is the chain's to say. Lamports and base units are texts of digits.</summary>
public sealed record WalletResource
{
    /// <summary>The public key; null where the agent has none.</summary>
    public required string? Wallet { get; init; }

    /// <summary>Why the agent does not trade; empty where it may.</summary>
    public required string Refusal { get; init; }

    /// <summary>What becomes of a trade that the policy allows: dry_run, review or live.</summary>
    public required TradeMode Mode { get; init; }

    /// <summary>The most that a trade may take, in lamports, costs included.</summary>
    public required string PerTradeLamports { get; init; }

    /// <summary>The most of a UTC day.</summary>
    public required string PerDayLamports { get; init; }

    /// <summary>What must stay in the wallet.</summary>
    public required string ReserveLamports { get; init; }

    /// <summary>A trade that takes more waits for a person.</summary>
    public required string ApprovalAboveLamports { get; init; }

    /// <summary>Trades of a UTC day, failed ones included.</summary>
    public required int TradesPerDay { get; init; }

    /// <summary>Mints that may be bought.</summary>
    public required IReadOnlyList<string> Allowed { get; init; }

    /// <summary>Counted of this UTC day, in lamports.</summary>
    public required string TodayLamports { get; init; }

    /// <summary>Trades of this UTC day.</summary>
    public required int TodayTrades { get; init; }

    /// <summary>Trades that have not ended, oldest first.</summary>
    public required IReadOnlyList<TradeResource> Open { get; init; }

    /// <summary>Positions that trades brought.</summary>
    public required IReadOnlyList<PositionResource> Positions { get; init; }

    /// <summary>Profit, or loss below zero, of what was sold, in lamports, after all fees.</summary>
    public required string RealisedLamports { get; init; }

    /// <summary>Fees and tips of all trades.</summary>
    public required string FeeLamports { get; init; }

    /// <summary>Trades that worked.</summary>
    public required long Settled { get; init; }

    /// <summary>Trades that the chain undid.</summary>
    public required long Failed { get; init; }

    internal static WalletResource From(TraderProfile trader, WalletView? wallet) => new()
    {
        Wallet = trader.Wallet.Length > 0 ? trader.Wallet : null, Refusal = trader.Refusal, Mode = trader.Mode,
        PerTradeLamports = Text(trader.Limits.PerTrade), PerDayLamports = Text(trader.Limits.PerDay), ReserveLamports = Text(trader.Limits.Reserve),
        ApprovalAboveLamports = Text(trader.Limits.ApprovalAbove), TradesPerDay = trader.Limits.TradesPerDay, Allowed = trader.Limits.Allowed,
        TodayLamports = Text(wallet?.TodayLamports ?? 0), TodayTrades = wallet?.TodayTrades ?? 0,
        Open = [.. wallet?.Open.Select(TradeResource.From) ?? []],
        Positions = [.. wallet?.Positions.Select(p => new PositionResource(p.Mint, Text(p.Units), Text(p.CostLamports))) ?? []],
        RealisedLamports = (wallet?.RealisedLamports ?? 0).ToString(CultureInfo.InvariantCulture), FeeLamports = Text(wallet?.FeeLamports ?? 0),
        Settled = wallet?.Settled ?? 0, Failed = wallet?.Failed ?? 0,
    };

    private static string Text(ulong amount) => amount.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Units of a mint that trades brought.</summary>
/// <param name="Mint">The mint.</param>
/// <param name="Amount">Base units.</param>
/// <param name="CostLamports">What was given for them, in lamports.</param>
public sealed record PositionResource(string Mint, string Amount, string CostLamports);
