namespace PuppetEngine.Providers.Storage.Access;

/// <summary>A stored secret cannot be opened, or its key file cannot be used. Holds names and paths only.</summary>
public sealed class SecretUnreadableException(string message, Exception? inner = null) : StorageException(message, inner);
