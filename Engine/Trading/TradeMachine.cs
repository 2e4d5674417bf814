using System.Collections.Immutable;
using PuppetEngine.Grains.Abstractions.Trading;
using static PuppetEngine.Grains.Abstractions.Trading.TradeStage;

namespace PuppetEngine.Engine.Trading;

/// <summary>
/// The life of a trade as pure functions. The order that keeps "once" true is the caller's: store the intent; store bytes, signature and last valid
/// height; send these bytes and no others; sign anew only after <see cref="SignatureFate.Dead"/> was stored. Nothing here leads from one
/// signature to another in any other way.
/// </summary>
public static class TradeMachine
{
    /// <summary>How long an intent may wait for a quote, a free wallet or a person.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    /// <summary>How often the same bytes are sent.</summary>
    public static readonly TimeSpan SendEvery = TimeSpan.FromSeconds(2);

    /// <summary>How often the chain is asked.</summary>
    public static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(2);

    /// <summary>How often it is asked about a trade of which nobody knows what became.</summary>
    public static readonly TimeSpan ReadUnknownEvery = TimeSpan.FromMinutes(1);

    /// <summary>Without a word for so long a trade is unknown. Its block hash is long outlived then.</summary>
    public static readonly TimeSpan DoubtAfter = TimeSpan.FromMinutes(5);

    /// <summary>Transactions that one intent may sign, one after the death of the other.</summary>
    public const int MostSignatures = 3;

    /// <summary>Verdict of a trade that nobody signed in time.</summary>
    public const string Expired = "expired";

    /// <summary>Verdict of a trade that the kill switch ended.</summary>
    public const string Killed = "killed";

    /// <summary>Verdict of a trade whose transactions all died.</summary>
    public const string NotLanded = "not_landed";

    /// <summary>Verdict of a trade that the chain undid.</summary>
    public const string ChainError = "chain_error";

    /// <summary>Verdict of a trade on which endpoints contradict each other.</summary>
    public const string Disagreement = "rpc_disagreement";

    /// <summary>Verdict of a trade of which nobody has said anything for long.</summary>
    public const string NoWord = "no_word";

    /// <summary>Verdict of a trade that an operator decided.</summary>
    public const string ByOperator = "resolved";

    /// <summary>Whether nothing leads out of a stage.</summary>
    public static bool IsTerminal(TradeStage stage) => stage is Settled or Failed or Refused or Cancelled or DryRun;

    /// <summary>What it needs at a time.</summary>
    /// <param name="trade">The trade.</param>
    /// <param name="isStopped">Whether the kill switch holds for it, or cannot be read.</param>
    /// <param name="now">The present.</param>
    public static TradeStep Next(Trade trade, bool isStopped, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(trade);
        return trade.Stage switch
        {
            Planned or Held when isStopped || trade.Expires <= now => TradeStep.GiveUp,
            Planned when trade.NotBefore is null || trade.NotBefore <= now => TradeStep.Propose,
            Signed or Landed when !isStopped && IsDue(trade.SentAt, SendEvery, now) => TradeStep.Send,
            Signed or Landed when IsDue(trade.ReadAt, ReadEvery, now) => TradeStep.Read,
            Unknown when IsDue(trade.ReadAt, ReadUnknownEvery, now) => TradeStep.Read,
            Settling => TradeStep.Settle,
            _ => TradeStep.Wait,
        };
    }

    /// <summary>It cannot be made now, but may be soon: the wallet is busy, a price is missing.</summary>
    public static Trade Defer(Trade trade, IEnumerable<TradeFinding> findings, TimeSpan wait, DateTimeOffset now) =>
        Move(trade, nameof(Defer), Planned, now, Planned) with { Findings = [.. findings], NotBefore = now + wait };

    /// <summary>The policy refused it, for good.</summary>
    public static Trade Refuse(Trade trade, IEnumerable<TradeFinding> findings, DateTimeOffset now)
    {
        ImmutableArray<TradeFinding> found = [.. findings];
        return End(trade, nameof(Refuse), Refused, now, found.Length > 0 ? found[0].Code : "", string.Join(" ", found.Select(f => f.Detail)), Planned) with { Findings = found };
    }

    /// <summary>It waits for a person.</summary>
    public static Trade Hold(Trade trade, TradeTerms terms, TradeLimits limits, DateTimeOffset now)
    {
        var held = Move(trade, nameof(Hold), Held, now, Planned);
        var asked = ApprovalTerms.Of(trade.Id, terms, limits, now);
        return held with { Terms = terms, Asked = asked, ApprovedBy = null, Expires = asked.Expires };
    }

    /// <summary>A person approved what was asked. Whether they may is the caller's to judge (<see cref="ApprovalRule"/>).</summary>
    public static Trade Approve(Trade trade, string by, DateTimeOffset now) => Move(trade, nameof(Approve), Planned, now, Held) with { ApprovedBy = by, NotBefore = null };

    /// <summary>Given up before anything was signed.</summary>
    public static Trade Cancel(Trade trade, string verdict, string detail, DateTimeOffset now) => End(trade, nameof(Cancel), Cancelled, now, verdict, detail, Planned, Held);

    /// <summary>Judged as if it were made.</summary>
    public static Trade Record(Trade trade, TradeTerms terms, DateTimeOffset now) => Move(trade, nameof(Record), DryRun, now, Planned) with { Terms = terms };

    /// <summary>Signed: to be stored before anything is sent. Its approval is used up.</summary>
    public static Trade Sign(Trade trade, TradeTerms terms, SignedTrade signed, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(trade);
        ArgumentNullException.ThrowIfNull(signed);
        if (trade.Signed is not null || trade.Dead.Contains(signed.Signature))
        {
            throw new TradeTransitionException(trade.Id, trade.Stage, nameof(Sign));
        }

        return Move(trade, nameof(Sign), Signed, now, Planned) with
        {
            Terms = terms, Signed = signed, Asked = null, ApprovedBy = null, Sends = 0, SentAt = null, ReadAt = null, Findings = [],
        };
    }

    /// <summary>Its bytes are about to be sent.</summary>
    public static Trade BeginSend(Trade trade, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(trade);
        return Move(trade, nameof(BeginSend), trade.Stage, now, Signed, Landed) with { Sends = trade.Sends + 1, SentAt = now };
    }

    /// <summary>The chain's word.</summary>
    /// <param name="trade">The trade.</param>
    /// <param name="fate">What became of its signature.</param>
    /// <param name="isStopped">Whether the kill switch holds: then nothing is signed in place of what died.</param>
    /// <param name="now">The present.</param>
    public static Trade Read(Trade trade, SignatureFate fate, bool isStopped, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(trade);
        var read = Move(trade, nameof(Read), trade.Stage, now, Signed, Landed, Unknown) with { ReadAt = now };
        return fate switch
        {
            SignatureFate.Done or SignatureFate.Failed => read with { Stage = Settling, Verdict = "", Detail = "" },
            SignatureFate.Contradicted => Doubt(read, Disagreement, "Two endpoints contradict each other about its signature."),
            SignatureFate.Dead => Die(read, isStopped, now),
            SignatureFate.Landed when trade.Stage != Unknown => read with { Stage = Landed },
            // It stood in a block that was given up.
            SignatureFate.Open when trade.Stage == Landed => read with { Stage = Signed },
            SignatureFate.Open when trade.Stage == Signed && now - trade.Signed!.At >= DoubtAfter => Doubt(read, NoWord, "No endpoint has said for five minutes what became of it."),
            _ => read,
        };
    }

    /// <summary>What it did is in the ledger.</summary>
    public static Trade Settle(Trade trade, TradeReceipt receipt, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        return (receipt.Error is null
            ? Move(trade, nameof(Settle), Settled, now, Settling)
            : End(trade, nameof(Settle), Failed, now, ChainError, receipt.Error, Settling)) with { Receipt = receipt };
    }

    /// <summary>An operator says what became of a trade that nobody knows of: it stands on the chain, or it never will.</summary>
    public static Trade Resolve(Trade trade, bool landed, DateTimeOffset now) => landed
        ? Move(trade, nameof(Resolve), Settling, now, Unknown) with { Verdict = ByOperator }
        : End(trade, nameof(Resolve), Failed, now, ByOperator, "An operator found that it did not land.", Unknown);

    private static Trade Die(Trade trade, bool isStopped, DateTimeOffset now)
    {
        var dead = trade with { Signed = null, Dead = trade.Dead.Add(trade.Signed!.Signature) };
        var again = trade.Stage != Unknown && !isStopped && dead.Dead.Length < MostSignatures && trade.Expires > now;
        return again
            ? dead with { Stage = Planned, NotBefore = null, Sends = 0, SentAt = null, ReadAt = null }
            : dead with { Stage = Failed, Verdict = isStopped ? Killed : NotLanded, Detail = "Its transaction did not land within its life." };
    }

    private static Trade Doubt(Trade trade, string verdict, string detail) => trade with { Stage = Unknown, Verdict = verdict, Detail = detail };

    private static Trade End(Trade trade, string step, TradeStage to, DateTimeOffset now, string verdict, string detail, params ReadOnlySpan<TradeStage> from) =>
        Move(trade, step, to, now, from) with { Verdict = verdict, Detail = detail };

    private static Trade Move(Trade trade, string step, TradeStage to, DateTimeOffset now, params ReadOnlySpan<TradeStage> from)
    {
        ArgumentNullException.ThrowIfNull(trade);
        return from.Contains(trade.Stage)
            ? trade with { Stage = to, UpdatedAt = now > trade.UpdatedAt ? now : trade.UpdatedAt, Version = trade.Version + 1 }
            : throw new TradeTransitionException(trade.Id, trade.Stage, step);
    }

    private static bool IsDue(DateTimeOffset? last, TimeSpan every, DateTimeOffset now) => last is not { } at || now - at >= every || at > now;
}
