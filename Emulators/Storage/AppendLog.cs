using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;

namespace PuppetEngine.Emulators.Storage;

/// <summary>
/// The append-only log: one JSON line per change, written to the operating system before the change is answered, so that a killed
/// process loses nothing it acknowledged. A last line that was cut off belonged to a request that was never answered; it is
/// dropped and reported. With no directory nothing is written.
/// </summary>
/// <typeparam name="TEntry">What a line holds.</typeparam>
internal sealed partial class AppendLog<TEntry> : IDisposable
{
    private const byte NewLine = (byte)'\n';
    private readonly Lock _gate = new();
    private readonly FileStream? _file;
    private readonly JsonTypeInfo<TEntry> _json;
    private readonly ILogger _logger;

    /// <param name="directory">Where the file lies; null keeps nothing.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="json">How a line is written.</param>
    /// <param name="logger">Where a torn last line is reported.</param>
    public AppendLog(string? directory, string name, JsonTypeInfo<TEntry> json, ILogger logger)
    {
        (_json, _logger) = (json, logger);
        if (directory is null)
        {
            return;
        }

        Directory.CreateDirectory(directory);
        Path = System.IO.Path.Combine(directory, name);
        try
        {
            _file = new FileStream(Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException e)
        {
            throw new InvalidOperationException(
                $"The emulator log {Path} cannot be opened: {e.Message} If another emulator runs in this directory, stop it or choose another directory.", e);
        }
    }

    public string? Path { get; }

    /// <summary>Bytes of a cut-off last line that the last start dropped.</summary>
    public long TornBytes { get; private set; }

    /// <summary>Reads every whole line in order. To be called once, before the first append.</summary>
    public List<TEntry> ReadAll()
    {
        var entries = new List<TEntry>();
        if (_file is null)
        {
            return entries;
        }

        var bytes = new byte[_file.Length];
        _file.Position = 0;
        _file.ReadExactly(bytes);
        var whole = bytes.AsSpan().LastIndexOf(NewLine) + 1;
        if (whole < bytes.Length)
        {
            TornBytes = bytes.Length - whole;
            LogTornTail(Path!, TornBytes);
            _file.SetLength(whole);
        }

        var line = 0;
        for (var start = 0; start < whole;)
        {
            line++;
            var length = bytes.AsSpan(start).IndexOf(NewLine);
            entries.Add(Parse(bytes.AsSpan(start, length), line));
            start += length + 1;
        }

        _file.Position = whole;
        return entries;
    }

    public void Append(TEntry entry)
    {
        if (_file is null)
        {
            return;
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(entry, _json);
        var line = new byte[json.Length + 1];
        json.CopyTo(line, 0);
        line[^1] = NewLine;
        lock (_gate)
        {
            // One write call per line: a kill leaves either the whole line or a prefix of it at the very end.
            _file.Write(line);
        }
    }

    /// <summary>Ends writing; a later append fails, so that its change is neither kept nor acknowledged.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _file?.Dispose();
        }
    }

    private TEntry Parse(ReadOnlySpan<byte> line, int number)
    {
        try
        {
            return JsonSerializer.Deserialize(line, _json)
                ?? throw new JsonException("The line is null.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(
                $"Line {number} of {Path} is damaged ({e.Message}). Move the file away to start with an empty emulator.", e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path} ended in {Bytes} bytes of a line that was cut off; its request was never answered and is dropped")]
    private partial void LogTornTail(string path, long bytes);
}
