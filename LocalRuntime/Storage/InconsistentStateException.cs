using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>
/// Somebody else wrote the record since it was read. Where it leaves a call of the activation that raised it, that activation ends.
/// </summary>
public class InconsistentStateException : OrleansException
{
    /// <summary>An exception without words.</summary>
    public InconsistentStateException()
    {
    }

    /// <summary>An exception with a message.</summary>
    public InconsistentStateException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a message and its cause.</summary>
    public InconsistentStateException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>An exception with both versions.</summary>
    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag)
        : this(errorMsg, storedEtag, currentEtag, null)
    {
    }

    /// <summary>An exception with both versions and its cause.</summary>
    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag, Exception? storageException)
        : base(errorMsg, storageException)
    {
        StoredEtag = storedEtag;
        CurrentEtag = currentEtag;
    }

    /// <summary>The version in the store, where it is known.</summary>
    public string? StoredEtag { get; }

    /// <summary>The version that the writer had.</summary>
    public string? CurrentEtag { get; }

    // Only the activation that raised it is stale, not those that called it.
    internal bool IsSourceActivation { get; set; } = true;
}
