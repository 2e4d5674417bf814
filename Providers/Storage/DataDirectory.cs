using System.Globalization;
using System.Text.Json;

namespace PuppetEngine.Providers.Storage;

/// <summary>
/// The data directory, held for one process by an operating system lock on <c>puppet.lock</c>: two processes on one set of data would each
/// believe that they own the schedule. The lock ends with the process, however that ends; <c>puppet.holder.json</c> names who holds it.
/// </summary>
public sealed class DataDirectory : IDisposable
{
    private const string LockName = "puppet.lock";

    // A file of its own: .NET takes a lock to read, too.
    private const string HolderName = "puppet.holder.json";

    // What .NET reports when a lock is held: errno EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows.
    private const int WouldBlockLinux = 11;
    private const int WouldBlockMac = 35;
    private const int SharingViolation = unchecked((int)0x80070020);

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

        FileStream held;
        try
        {
            held = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (IsHeld(e))
        {
            var (processId, since) = ReadHolder(full);
            throw new DataDirectoryInUseException(full, processId, since);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataDirectoryNotWritableException(full, "a file in it cannot be opened for writing.", e);
        }

        try
        {
            Sign(full, time.GetUtcNow());
            return new DataDirectory(full, held);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            held.Dispose();
            throw new DataDirectoryNotWritableException(full, "a file in it cannot be written; the disk may be full.", e);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _lock.Dispose();

    private static bool IsHeld(IOException e) => e.HResult is WouldBlockLinux or WouldBlockMac or SharingViolation;

    private static void Sign(string directory, DateTimeOffset now)
    {
        using var stream = new FileStream(System.IO.Path.Combine(directory, HolderName), FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteNumber("pid", Environment.ProcessId);
        json.WriteString("since", now.ToString("O", CultureInfo.InvariantCulture));
        json.WriteEndObject();
        json.Flush();
        stream.Flush(flushToDisk: true);
    }

    /// <summary>What the holder wrote; nulls when it is just writing it, or somebody else holds the lock.</summary>
    private static (int? ProcessId, DateTimeOffset? Since) ReadHolder(string directory)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(System.IO.Path.Combine(directory, HolderName)));
            return (json.RootElement.GetProperty("pid").GetInt32(), json.RootElement.GetProperty("since").GetDateTimeOffset());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return (null, null);
        }
    }
}
