namespace PuppetEngine.Providers.Solana.Rpc;

/// <summary>How sure the cluster is of a state.</summary>
public enum RpcCommitment
{
    /// <summary>A node has seen it; it may be forked away.</summary>
    Processed,

    /// <summary>Two thirds of the stake voted for it.</summary>
    Confirmed,

    /// <summary>It cannot be undone; about 13 seconds later.</summary>
    Finalized,
}
