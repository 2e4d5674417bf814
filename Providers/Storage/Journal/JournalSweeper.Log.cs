using Microsoft.Extensions.Logging;

namespace PuppetEngine.Providers.Storage.Journal;

internal sealed partial class JournalSweeper
{
    [LoggerMessage(1, LogLevel.Information, "Erased {Count} payloads of the journal whose time was over; their rows stay.")]
    private partial void LogErased(int count);

    [LoggerMessage(2, LogLevel.Warning, "The journal's payloads could not be swept; it is tried again.")]
    private partial void LogFailed(Exception exception);
}
