namespace PuppetEngine.Providers.Storage;

/// <summary>The database was made by a newer release. Nothing was changed in it.</summary>
public sealed class DatabaseTooNewException(string database, long found, long supported)
    : StorageException($"{database} has version {found}; this release knows version {supported}. Start the release that made it, or a newer one; nothing was changed in it.")
{
    /// <summary>The version that was found.</summary>
    public long Found { get; } = found;

    /// <summary>The version that this release knows.</summary>
    public long Supported { get; } = supported;
}
