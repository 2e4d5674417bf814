using System.Globalization;

namespace PuppetEngine.Providers.Storage;

/// <summary>Another process holds the data directory.</summary>
public sealed class DataDirectoryInUseException : StorageException
{
    /// <summary>Makes the exception; the facts are null where the first process did not leave them.</summary>
    public DataDirectoryInUseException(string directory, int? processId, DateTimeOffset? since)
        : base(
            $"The data in '{directory}' belongs to "
            + (processId is { } pid ? $"process {pid.ToString(CultureInfo.InvariantCulture)}" : "another process")
            + (since is { } at ? $", since {at.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC" : "")
            + ". Stop that process, or set PUPPET_DATA_DIR to another directory.") =>
        (DataDirectory, ProcessId, Since) = (directory, processId, since);

    /// <summary>The directory.</summary>
    public string DataDirectory { get; }

    /// <summary>The process that holds it; null when unknown.</summary>
    public int? ProcessId { get; }

    /// <summary>Since when; null when unknown.</summary>
    public DateTimeOffset? Since { get; }
}
