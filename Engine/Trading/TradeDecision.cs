using PuppetEngine.Grains.Abstractions.Trading;

namespace PuppetEngine.Engine.Trading;

/// <summary>What follows from a verdict.</summary>
public enum TradeDecision
{
    /// <summary>The policy refuses it, for good.</summary>
    Refuse = 0,

    /// <summary>It cannot be made now, but may be soon.</summary>
    Defer = 1,

    /// <summary>It is recorded as if it were made.</summary>
    Record = 2,

    /// <summary>It waits for a person.</summary>
    Hold = 3,

    /// <summary>It is signed.</summary>
    Sign = 4,
}

/// <summary>From a verdict, an approval and the mode to what is done.</summary>
public static class TradeDecisions
{
    /// <summary>Findings that time may take away; any other ends the trade.</summary>
    private static readonly string[] Passing = [TradeCodes.Busy, TradeCodes.CoolDown, TradeCodes.Stale, TradeCodes.Unpriced];

    /// <summary>Decides. An approval counts only for terms that are as good as those approved, and only until it ends.</summary>
    public static TradeDecision Of(Trade trade, TradeTerms terms, TradeVerdict verdict, TradeMode mode, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(trade);
        ArgumentNullException.ThrowIfNull(verdict);
        if (!verdict.IsAllowed)
        {
            return verdict.Findings.All(f => Passing.Contains(f.Code)) ? TradeDecision.Defer : TradeDecision.Refuse;
        }

        return mode switch
        {
            TradeMode.DryRun => TradeDecision.Record,
            _ when !verdict.NeedsApproval && mode == TradeMode.Live => TradeDecision.Sign,
            _ => trade is { ApprovedBy: not null, Asked: { } asked } && asked.Covers(terms, now) ? TradeDecision.Sign : TradeDecision.Hold,
        };
    }
}
