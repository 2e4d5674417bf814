using PuppetEngine.Grains.Abstractions.Trading;

namespace PuppetEngine.Engine.Trading;

/// <summary>One trade as a wallet's caps count it.</summary>
public sealed record BookEntry
{
    /// <summary>The trade: its effect's id.</summary>
    public required string TradeId { get; init; }

    /// <summary>When it was reserved, by the book's own clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What it takes, in lamports: at most while it is open, then what it took.</summary>
    public required ulong Lamports { get; init; }

    /// <summary>Of that, what leaves as SOL: while it is open it counts against the wallet's reserve.</summary>
    public ulong SolLamports { get; init; }

    /// <summary>What is given was worth when it was judged, in lamports: the cost of what comes for it where neither side is SOL.</summary>
    public ulong WorthLamports { get; init; }

    /// <summary>Priority fee and tip.</summary>
    public ulong PriorityLamports { get; init; }

    /// <summary>Token accounts that it opens.</summary>
    public int NewAccounts { get; init; }

    /// <summary>Whether something was signed for it: from then on only the chain says that it did not happen.</summary>
    public bool IsSigned { get; init; }

    /// <summary>Whether it has ended; what is open counts with its most.</summary>
    public bool IsSettled { get; init; }
}
