using System.Globalization;
using System.Text.Json;

namespace PuppetEngine.Providers.Storage;

/// <summary>
/// The data directory, held for one process by an operating system lock on <c>puppet.lock</c>: two processes on one set of data would each
/// believe that they own the schedule. The lock ends with the process, however that ends; the file stays and names who holds it.
/// </summary>
public sealed class DataDirectory : IDisposable
{
    private const string LockName = "puppet.lock";

    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream held) => (Path, _lock) = (path, held);

    /// <summary>The directory, as a full path.</summary>
    public string Path { get; }

    /// <summary>Makes the directory where it is missing, and takes it for this process.</summary>
    /// <param name="path">The directory.</param>
    /// <param name="time">Says since when.</param>
    /// <exception cref="DataDirectoryInUseException">Another process holds it.</exception>
    /// <exception cref="DataDirectoryNotWritableException">It cannot be made or written.</exception>
    public static DataDirectory Take(string path, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        var full = System.IO.Path.GetFullPath(path);
        var file = System.IO.Path.Combine(full, LockName);
        try
        {
            Directory.CreateDirectory(full);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataDirectoryNotWritableException(full, "it cannot be made.", e);
        }

        FileStream? held = null;
        try
        {
            held = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            Sign(held, time.GetUtcNow());
            return new DataDirectory(full, held);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new DataDirectoryNotWritableException(full, "permission is denied.", e);
        }
        catch (IOException e) when (held is not null)
        {
            held.Dispose();
            throw new DataDirectoryNotWritableException(full, "the disk is full or read-only.", e);
        }
        catch (IOException e)
        {
            throw ReadHolder(file) is { } holder
                ? new DataDirectoryInUseException(full, holder.ProcessId, holder.Since)
                : new DataDirectoryNotWritableException(full, "it is read-only.", e);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _lock.Dispose();

    private static void Sign(FileStream held, DateTimeOffset now)
    {
        held.SetLength(0);
        using (var json = new Utf8JsonWriter(held))
        {
            json.WriteStartObject();
            json.WriteNumber("pid", Environment.ProcessId);
            json.WriteString("since", now.ToString("O", CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        held.Flush(flushToDisk: true);
    }

    /// <summary>Who holds the file; null when it cannot be opened even for reading, so that nobody need hold it.</summary>
    private static (int? ProcessId, DateTimeOffset? Since)? ReadHolder(string file)
    {
        try
        {
            // Asked to share everything, .NET takes no lock, and so can read what the holder wrote.
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var json = JsonDocument.Parse(stream);
            return (json.RootElement.GetProperty("pid").GetInt32(), json.RootElement.GetProperty("since").GetDateTimeOffset());
        }
        catch (JsonException)
        {
            // The holder is just writing it.
            return (null, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
