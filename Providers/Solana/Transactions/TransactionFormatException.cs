namespace PuppetEngine.Providers.Solana.Transactions;

/// <summary>What is wrong with the bytes of a transaction, or with what was to become one.</summary>
public enum TransactionProblem
{
    /// <summary>More than the 1232 bytes of a packet.</summary>
    TooLarge,

    /// <summary>The bytes end too early.</summary>
    Truncated,

    /// <summary>Bytes follow after the end.</summary>
    TrailingBytes,

    /// <summary>A length that is written longer than needed, or beyond 65,535.</summary>
    LengthNotCanonical,

    /// <summary>A version other than legacy and 0.</summary>
    UnsupportedVersion,

    /// <summary>Not as many signatures as the header asks for.</summary>
    SignatureCount,

    /// <summary>A header that no list of accounts can fit, or without a writable fee payer.</summary>
    Header,

    /// <summary>An account stands twice in the list.</summary>
    DuplicateAccount,

    /// <summary>More than 256 accounts.</summary>
    TooManyAccounts,

    /// <summary>An index beyond the accounts, or a program where none may stand.</summary>
    IndexOutOfRange,

    /// <summary>A lookup of nothing, or the same table or entry twice.</summary>
    Lookup,

    /// <summary>The lookup table that a message names was not given, or does not reach so far.</summary>
    LookupTableMissing,

    /// <summary>The bytes are no lookup table that can be used.</summary>
    LookupTable,

    /// <summary>The text is not base64.</summary>
    Base64,
}

/// <summary>Bytes that are no valid transaction. Nothing of a transaction that fails here may be signed.</summary>
public sealed class TransactionFormatException(TransactionProblem problem, string message) : Exception(message)
{
    /// <summary>What is wrong.</summary>
    public TransactionProblem Problem { get; } = problem;
}
