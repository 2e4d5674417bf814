namespace Orleans.Core;

/// <summary>One stored record of a grain.</summary>
public interface IStorage
{
    /// <summary>The version that was last read or written; null when there is none.</summary>
    string? Etag { get; }

    /// <summary>Whether a record exists.</summary>
    /// <exception cref="InvalidOperationException">The state was not read yet.</exception>
    bool RecordExists { get; }

    /// <summary>Reads the record anew.</summary>
    Task ReadStateAsync();

    /// <summary>Stores the state against <see cref="Etag"/>. Writes that wait behind another are merged into one.</summary>
    /// <exception cref="Storage.InconsistentStateException">Somebody else wrote since.</exception>
    Task WriteStateAsync();

    /// <summary>Clears the record against <see cref="Etag"/>.</summary>
    /// <exception cref="Storage.InconsistentStateException">Somebody else wrote since.</exception>
    Task ClearStateAsync();

    /// <summary>As <see cref="ReadStateAsync()"/>, with a token.</summary>
    Task ReadStateAsync(CancellationToken cancellationToken) => ReadStateAsync();

    /// <summary>As <see cref="WriteStateAsync()"/>, with a token.</summary>
    Task WriteStateAsync(CancellationToken cancellationToken) => WriteStateAsync();

    /// <summary>As <see cref="ClearStateAsync()"/>, with a token.</summary>
    Task ClearStateAsync(CancellationToken cancellationToken) => ClearStateAsync();
}

/// <summary>One stored record of a grain, with its content.</summary>
public interface IStorage<TState> : IStorage
{
    /// <summary>The content; a new object when no record exists. Only within the grain.</summary>
    TState State { get; set; }
}
