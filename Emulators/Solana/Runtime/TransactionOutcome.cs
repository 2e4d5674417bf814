using PuppetEngine.Emulators.Solana.Chain;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Solana.Runtime;

/// <summary>What a transaction did, or would have done.</summary>
internal sealed record TransactionOutcome
{
    /// <summary>Why it failed; null for success.</summary>
    public TransactionError? Error { get; init; }

    /// <summary>Whether it becomes part of a block: then its fee is paid, also where it failed.</summary>
    public bool Lands { get; init; }

    public ulong Fee { get; init; }

    /// <summary>Micro-lamports per compute unit.</summary>
    public ulong UnitPrice { get; init; }

    public ulong UnitsUsed { get; init; }

    public IReadOnlyList<string> Logs { get; init; } = [];

    public IReadOnlyList<InnerCall> Inner { get; init; } = [];

    public ReturnedData? ReturnData { get; init; }

    /// <summary>All keys in the order of places: the message's own, then those looked up for writing, then those looked up for reading.</summary>
    public IReadOnlyList<PublicKey> Keys { get; init; } = [];

    /// <summary>How many of the looked up keys are for writing.</summary>
    public int LookedUpWritable { get; init; }

    /// <summary>Every account before and after, in the order of <see cref="Keys"/>.</summary>
    public IReadOnlyList<(ChainAccount Before, ChainAccount After)> Accounts { get; init; } = [];

    public static TransactionOutcome Refused(TransactionError error) => new() { Error = error };
}
