using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Solana.Chain;

/// <summary>What is to become of a transaction that was sent.</summary>
internal sealed record Landing
{
    public static Landing Usual { get; } = new();

    /// <summary>Accepted, and never part of any block.</summary>
    public bool Never { get; init; }

    /// <summary>How much later than usual.</summary>
    public TimeSpan Later { get; init; }

    /// <summary>Its block is given up this long after it landed: later than confirmed, earlier than finalized.</summary>
    public TimeSpan? ForkedAfter { get; init; }

    /// <summary>Blocks from its own on are confirmed only after this time.</summary>
    public TimeSpan? ConfirmedAfter { get; init; }
}

/// <summary>A transaction on its way into a block.</summary>
/// <param name="Transaction">The transaction.</param>
/// <param name="Due">Slot of the block it is to be part of.</param>
/// <param name="Landing">What is to become of it.</param>
/// <param name="IsVerified">Its signatures have been checked already.</param>
internal sealed record PendingTransaction(SolanaTransaction Transaction, ulong Due, Landing Landing, bool IsVerified);
