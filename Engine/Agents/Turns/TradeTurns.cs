using System.Collections.Immutable;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Grains.Abstractions.Trading;

namespace PuppetEngine.Engine.Agents.Turns;

/// <summary>A trade whose step is journaled.</summary>
/// <param name="TradeId">The trade.</param>
/// <param name="Version">The newest version of it that was told.</param>
public sealed record NotedTrade(string TradeId, long Version);

/// <summary>
/// What an agent keeps of its wallet's trades: an entry in its journal and a line in the table of effects for each step. A wallet tells a step again
/// until it knows that it was stored; what is known is not journaled twice.
/// </summary>
public static class TradeTurns
{
    /// <summary>Trades whose versions are at hand. A wallet has at most half as many open, and tells the last ones again.</summary>
    public const int MostNoted = 100;

    /// <summary>Takes in what a wallet told; null where all of it is known.</summary>
    public static TurnChange? Note(TurnState state, IReadOnlyList<TradeView> trades)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(trades);
        var known = state.Trades;
        var news = ImmutableArray.CreateBuilder<TradeView>();
        foreach (var trade in trades)
        {
            var before = known.FirstOrDefault(k => k.TradeId == trade.TradeId);
            if (before?.Version >= trade.Version)
            {
                continue;
            }

            // The newest one last, so that the oldest one is let go.
            known = (before is null ? known : known.Remove(before)).Add(new NotedTrade(trade.TradeId, trade.Version));
            news.Add(trade);
        }

        return news.Count == 0 ? null : new TurnChange(state with { Trades = known.Length > MostNoted ? known.RemoveRange(0, known.Length - MostNoted) : known })
        {
            Journal = [.. news.Select(t => new JournalDraft($"{t.TradeId}:{t.Version}", JournalKinds.Trade, t.TradeId, Summary(t), t))],
            Views = [.. news.GroupBy(t => t.TradeId).Select(g => ViewOf(g.Last()))],
        };
    }

    /// <summary>A trade as an effect.</summary>
    public static EffectView ViewOf(TradeView trade)
    {
        ArgumentNullException.ThrowIfNull(trade);
        return new EffectView
        {
            EffectId = trade.TradeId,
            AgentId = trade.AgentId,
            Kind = EffectKind.Swap,
            State = StateOf(trade.Stage),
            Text = $"{trade.InputUnits} base units of {trade.InputMint} for {(trade.ReceivedUnits ?? trade.Terms?.LeastUnits) switch { null => "", var units => $"{(trade.ReceivedUnits is null ? "at least " : "")}{units} of " }}{trade.OutputMint}",
            ExternalId = trade.Stage is TradeStage.Settled or TradeStage.Failed ? trade.Signature : null,
            At = trade.At,
            UpdatedAt = trade.UpdatedAt,
            Verdict = trade.Verdict,
            Detail = trade.Detail,
            World = trade.World,
            Cause = trade.Cause,
            Version = trade.Version,
            Attempts = trade.DeadSignatures.Length + (trade.Signature is null ? 0 : 1),
            BodyHash = trade.BodyHash,
            AccountKey = $"{trade.World}/{trade.Wallet}",
            Trade = trade,
        };
    }

    private static EffectState StateOf(TradeStage stage) => stage switch
    {
        TradeStage.Planned => EffectState.Planned,
        TradeStage.Held => EffectState.Held,
        TradeStage.Signed or TradeStage.Landed or TradeStage.Settling => EffectState.Attempting,
        TradeStage.Unknown => EffectState.Unknown,
        TradeStage.Settled => EffectState.Confirmed,
        TradeStage.Failed or TradeStage.Refused => EffectState.Failed,
        TradeStage.Cancelled => EffectState.Cancelled,
        TradeStage.DryRun => EffectState.DryRun,
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "A stage of a newer release."),
    };

    private static string Summary(TradeView trade) => trade.Verdict.Length > 0 ? $"{TurnNames.Of(trade.Stage)}: {trade.Verdict}" : TurnNames.Of(trade.Stage);
}
