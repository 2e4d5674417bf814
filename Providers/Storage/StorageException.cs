namespace PuppetEngine.Providers.Storage;

/// <summary>The tables cannot be read or written. Its message says how to mend it and holds neither data nor a connection string.</summary>
public class StorageException : IOException
{
    /// <summary>Makes the exception.</summary>
    public StorageException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
