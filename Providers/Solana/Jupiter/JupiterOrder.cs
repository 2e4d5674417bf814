using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Transactions;

namespace PuppetEngine.Providers.Solana.Jupiter;

/// <summary>A swap that Jupiter assembled.</summary>
public sealed record JupiterOrder
{
    /// <summary>The quote.</summary>
    public required JupiterQuote Quote { get; init; }

    /// <summary>Who found the way: <c>metis</c>, <c>jupiterz</c>, <c>dflow</c>, <c>okx</c>.</summary>
    public required string Router { get; init; }

    /// <summary>The transaction, not yet signed by the wallet; null where no taker was named.</summary>
    public required SolanaTransaction? Transaction { get; init; }

    /// <summary>What <c>/execute</c> wants to hear.</summary>
    public required string RequestId { get; init; }

    /// <summary>The last block height at which it can land; null where Jupiter does not say.</summary>
    public required ulong? LastValidBlockHeight { get; init; }

    /// <summary>
    /// Whether the chain can be asked about it by a signature that we know before sending: the wallet pays the fee, so its signature is the
    /// transaction's name, and nobody else signs after us, so nobody else decides whether and when it is sent.
    /// </summary>
    public bool IsReconcilable(PublicKey wallet) => Transaction is { } transaction
        && transaction.Message.FeePayer == wallet && transaction.MissingSigners is [var missing] && missing == wallet && LastValidBlockHeight is not null;
}

/// <summary>What became of an order.</summary>
public enum JupiterExecutionOutcome
{
    /// <summary>It landed (0).</summary>
    Landed,

    /// <summary>Jupiter has no such order any more (-1).</summary>
    NoOrder,

    /// <summary>The signed transaction is not valid (-2, -1002, -2002).</summary>
    InvalidTransaction,

    /// <summary>Its message is another than the order's (-3).</summary>
    BadMessage,

    /// <summary>It did not land, as far as Jupiter saw (-1000, -2000).</summary>
    NotLanded,

    /// <summary>Jupiter does not know (-1001, -2001, and any code that is not listed).</summary>
    Unknown,

    /// <summary>A signature is missing (-1003).</summary>
    NotFullySigned,

    /// <summary>Its block height is past (-1004).</summary>
    BlockHeightPast,

    /// <summary>The maker's quote is too old (-2003).</summary>
    QuoteExpired,

    /// <summary>The maker refused (-2004).</summary>
    Rejected,
}

/// <summary>The answer of <c>/execute</c>. Jupiter's word is no proof: the chain decides.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Code">Jupiter's code.</param>
/// <param name="Signature">The transaction's signature; null where Jupiter does not say.</param>
public sealed record JupiterExecution(JupiterExecutionOutcome Outcome, int Code, Signature? Signature)
{
    /// <summary>Whether it may land after all: before a new order the chain is asked by signature.</summary>
    public bool MayLand => Outcome is JupiterExecutionOutcome.Landed or JupiterExecutionOutcome.NotLanded or JupiterExecutionOutcome.Unknown or JupiterExecutionOutcome.BlockHeightPast;

    internal static JupiterExecutionOutcome OutcomeOf(int code) => code switch
    {
        0 => JupiterExecutionOutcome.Landed,
        -1 => JupiterExecutionOutcome.NoOrder,
        -2 or -1002 or -2002 => JupiterExecutionOutcome.InvalidTransaction,
        -3 => JupiterExecutionOutcome.BadMessage,
        -1000 or -2000 => JupiterExecutionOutcome.NotLanded,
        -1003 => JupiterExecutionOutcome.NotFullySigned,
        -1004 => JupiterExecutionOutcome.BlockHeightPast,
        -2003 => JupiterExecutionOutcome.QuoteExpired,
        -2004 => JupiterExecutionOutcome.Rejected,
        _ => JupiterExecutionOutcome.Unknown,
    };
}
