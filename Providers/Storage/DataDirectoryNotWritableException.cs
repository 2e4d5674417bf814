namespace PuppetEngine.Providers.Storage;

/// <summary>The data directory, or a file in it, cannot be written.</summary>
public sealed class DataDirectoryNotWritableException(string path, string why, Exception? inner = null)
    : StorageException($"'{path}' cannot be written: {why} Give this user write permission there, or set PUPPET_DATA_DIR to a directory that it may write.", inner)
{
    /// <summary>The file or directory.</summary>
    public string Path { get; } = path;
}
