namespace PuppetEngine.Providers.Solana.Rpc;

/// <summary>Why a call of the RPC did not give an answer.</summary>
public enum SolanaRpcProblem
{
    /// <summary>No connection: nothing was sent.</summary>
    Unreachable,

    /// <summary>No answer in time, or the connection broke: what was sent may have arrived.</summary>
    Broken,

    /// <summary>Too many calls (429).</summary>
    RateLimited,

    /// <summary>The endpoint does not serve this caller (401, 403).</summary>
    Blocked,

    /// <summary>The endpoint failed (5xx): what was sent may have arrived.</summary>
    Server,

    /// <summary>The answer is no JSON-RPC, or not what the method answers.</summary>
    InvalidAnswer,

    /// <summary>The simulation before sending failed (-32002): nothing was sent.</summary>
    Preflight,

    /// <summary>The transaction has landed already (-32002, AlreadyProcessed).</summary>
    AlreadyProcessed,

    /// <summary>The blockhash is unknown or too old (-32002, BlockhashNotFound): nothing was sent.</summary>
    BlockhashNotFound,

    /// <summary>A signature does not fit (-32003).</summary>
    SignatureVerification,

    /// <summary>The block is not there yet (-32004), or the node has no such slot (-32007, -32009).</summary>
    BlockNotAvailable,

    /// <summary>The node lags behind (-32005).</summary>
    NodeBehind,

    /// <summary>The transaction's version was not asked for (-32015).</summary>
    UnsupportedVersion,

    /// <summary>The node has not reached the slot that was asked for (-32016).</summary>
    MinContextSlot,

    /// <summary>No such method (-32601).</summary>
    MethodNotFound,

    /// <summary>The parameters are wrong, or too large (-32602).</summary>
    InvalidParameters,

    /// <summary>Any other error of the RPC.</summary>
    Other,
}

/// <summary>A call of the RPC failed. The message names the method and the endpoint's host, and holds no key.</summary>
public sealed class SolanaRpcException(SolanaRpcProblem problem, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Why.</summary>
    public SolanaRpcProblem Problem { get; } = problem;

    /// <summary>The RPC's own code; null where it gave none.</summary>
    public int? Code { get; init; }

    /// <summary>What the transaction failed with in a simulation before sending; null otherwise.</summary>
    public RpcTransactionError? TransactionError { get; init; }

    /// <summary>The logs of that simulation: text from the chain, for journals and never for prompts.</summary>
    public IReadOnlyList<string> Logs { get; init; } = [];

    /// <summary>How long the endpoint asks to be left alone; null where it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether what was sent may have reached the cluster all the same: only the chain can tell.</summary>
    public bool MayHaveArrived => Problem is SolanaRpcProblem.Broken or SolanaRpcProblem.Server or SolanaRpcProblem.InvalidAnswer or SolanaRpcProblem.AlreadyProcessed or SolanaRpcProblem.Other;

    /// <summary>Whether a read may succeed at another endpoint, or later.</summary>
    internal bool IsTransient => Problem is SolanaRpcProblem.Unreachable or SolanaRpcProblem.Broken or SolanaRpcProblem.RateLimited or SolanaRpcProblem.Blocked
        or SolanaRpcProblem.Server or SolanaRpcProblem.InvalidAnswer or SolanaRpcProblem.BlockNotAvailable or SolanaRpcProblem.NodeBehind or SolanaRpcProblem.MinContextSlot;
}
