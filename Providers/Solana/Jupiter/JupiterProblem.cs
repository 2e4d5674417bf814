namespace PuppetEngine.Providers.Solana.Jupiter;

/// <summary>Why Jupiter gave no answer, or none that can be used.</summary>
public enum JupiterProblem
{
    /// <summary>No connection: nothing was sent.</summary>
    Unreachable,

    /// <summary>No answer in time, or the connection broke.</summary>
    Broken,

    /// <summary>Too many calls in the window (429).</summary>
    RateLimited,

    /// <summary>The key is wrong (401).</summary>
    Unauthorized,

    /// <summary>The key may not use this (403).</summary>
    Forbidden,

    /// <summary>The firewall refused (403).</summary>
    Blocked,

    /// <summary>Jupiter failed (5xx).</summary>
    Server,

    /// <summary>The answer is not what the call answers, or answers another question.</summary>
    InvalidAnswer,

    /// <summary>No way from one mint to the other.</summary>
    NoRoute,

    /// <summary>A mint that Jupiter does not trade.</summary>
    TokenNotTradable,

    /// <summary>No way for the whole amount.</summary>
    AmountTooLarge,

    /// <summary>Input and output are the same.</summary>
    CircularArbitrage,

    /// <summary>No such market.</summary>
    MarketNotFound,

    /// <summary>Jupiter does not do this.</summary>
    NotSupported,

    /// <summary>No bound can be computed for the other side.</summary>
    NoThreshold,

    /// <summary>The wallet has too few of the input.</summary>
    InsufficientFunds,

    /// <summary>The wallet has too little SOL for fees.</summary>
    InsufficientSol,

    /// <summary>Too small for a swap whose fees another pays.</summary>
    BelowGaslessMinimum,

    /// <summary>A token account of the wallet is missing.</summary>
    MissingTokenAccount,

    /// <summary>The quote could not be made into a transaction.</summary>
    NotBuildable,

    /// <summary>Any other refusal (400).</summary>
    Refused,
}

/// <summary>A failure that the caller decides about.</summary>
/// <param name="Problem">Why.</param>
/// <param name="Code">Jupiter's own code or status, cut and without control characters; empty where there is none.</param>
/// <param name="Message">What happened, in our words: Jupiter's text stays outside.</param>
/// <param name="MayHaveActed">Whether what was asked may have been done all the same.</param>
public sealed record JupiterFailure(JupiterProblem Problem, string Code, string Message, bool MayHaveActed);

/// <summary>The window of calls, as the answer's headers say.</summary>
/// <param name="Remaining">Calls left in the window; may be negative.</param>
/// <param name="Current">Calls made in it.</param>
/// <param name="Reset">When it is new.</param>
public sealed record JupiterRateLimit(int? Remaining, int? Current, DateTimeOffset? Reset);

/// <summary>An answer of Jupiter: a value, or a failure.</summary>
/// <param name="Value">The value; the default with a failure.</param>
/// <param name="Failure">Why there is none; null where there is one.</param>
/// <param name="RateLimit">The window of calls; null where the answer does not say.</param>
public sealed record JupiterResult<T>(T? Value, JupiterFailure? Failure, JupiterRateLimit? RateLimit);
