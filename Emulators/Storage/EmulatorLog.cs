using Microsoft.Extensions.Logging;

namespace PuppetEngine.Emulators.Storage;

/// <summary>The log of the X emulator, whose first line also names the emulated world.</summary>
internal sealed class EmulatorLog(string? directory, ILogger<EmulatorLog> logger) : IDisposable
{
    private readonly AppendLog<LogEntry> _log = new(directory, "emulator.log", LogJson.Default.LogEntry, logger);

    public string? Path => _log.Path;

    /// <inheritdoc cref="AppendLog{TEntry}.TornBytes"/>
    public long TornBytes => _log.TornBytes;

    /// <inheritdoc cref="AppendLog{TEntry}.ReadAll"/>
    public List<LogEntry> ReadAll() => _log.ReadAll();

    public void Append(LogEntry entry) => _log.Append(entry);

    public void Dispose() => _log.Dispose();
}
