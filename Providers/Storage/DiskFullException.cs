namespace PuppetEngine.Providers.Storage;

/// <summary>There is no room for a write. What was stored before is whole; nothing of the write is stored.</summary>
public sealed class DiskFullException(string path, Exception? inner = null)
    : StorageException($"There is no room left for '{path}'. Free some space on that disk; the write is tried again, and nothing stored is lost.", inner)
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;
}
