namespace Orleans;

/// <summary>A record as a storage provider sees it.</summary>
public interface IGrainState<T>
{
    /// <summary>The content.</summary>
    T? State { get; set; }

    /// <summary>The version.</summary>
    string? ETag { get; set; }

    /// <summary>Whether the record exists.</summary>
    bool RecordExists { get; set; }
}

/// <summary>A record in memory.</summary>
public sealed class GrainState<T> : IGrainState<T>
{
    /// <summary>An empty record.</summary>
    public GrainState()
    {
    }

    /// <summary>A record with content.</summary>
    public GrainState(T? state) => State = state;

    /// <summary>A record with content and version.</summary>
    public GrainState(T? state, string? eTag)
    {
        State = state;
        ETag = eTag;
    }

    /// <inheritdoc />
    public T? State { get; set; }

    /// <inheritdoc />
    public string? ETag { get; set; }

    /// <inheritdoc />
    public bool RecordExists { get; set; }
}
