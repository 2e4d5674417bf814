namespace PuppetEngine.Providers.Solana.KeyStore;

/// <summary>What is wrong with a key store file.</summary>
public enum KeyStoreProblem
{
    /// <summary>There is no such file.</summary>
    Missing,

    /// <summary>There is one already, and nothing is written over it.</summary>
    Exists,

    /// <summary>Others than its owner may read or write it.</summary>
    TooOpen,

    /// <summary>It is no key store, or a part of it is missing or out of bounds.</summary>
    Malformed,

    /// <summary>A newer release wrote it.</summary>
    TooNew,

    /// <summary>The passphrase does not open it, or its content was changed.</summary>
    NotOpened,

    /// <summary>The passphrase is too short to protect anything.</summary>
    WeakPassphrase,
}

/// <summary>A key store file could not be read or written. The message holds neither passphrase nor key.</summary>
public sealed class KeyStoreException(KeyStoreProblem problem, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>What is wrong.</summary>
    public KeyStoreProblem Problem { get; } = problem;
}
