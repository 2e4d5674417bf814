using System.Collections.Immutable;

namespace PuppetEngine.Engine.Trading;

/// <summary>
/// Whatever of a wallet must change together: its open trades, what its caps have counted, its ledger. Immutable: each commit swaps one
/// snapshot for the next.
/// </summary>
public sealed record WalletState
{
    /// <summary>The number of the commit, raised by each.</summary>
    public long Commit { get; init; }

    /// <summary>Trades that have not ended, oldest first.</summary>
    public ImmutableArray<Trade> Open { get; init; } = [];

    /// <summary>What the caps have counted.</summary>
    public WalletBook Book { get; init; } = WalletBook.Empty;

    /// <summary>What trades did to it.</summary>
    public TradeLedger Ledger { get; init; } = TradeLedger.Empty;

    /// <summary>Trades as their agents have still to be told, oldest first; the next commit drops what was told.</summary>
    public ImmutableArray<Trade> Untold { get; init; } = [];
}
