namespace PuppetEngine.Providers.Storage;

/// <summary>A database file is damaged, or is no database.</summary>
public sealed class DatabaseCorruptException(string path, Exception? inner = null)
    : StorageException($"'{path}' is damaged or is no database. Move it away together with its -wal and -shm files and restore the last backup of the data directory; nothing was changed in it.", inner)
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;
}
