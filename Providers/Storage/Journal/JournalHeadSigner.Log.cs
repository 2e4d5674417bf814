using Microsoft.Extensions.Logging;

namespace PuppetEngine.Providers.Storage.Journal;

internal sealed partial class JournalHeadSigner
{
    [LoggerMessage(1, LogLevel.Debug, "Signed {Count} journal heads.")]
    private partial void LogSigned(int count);

    [LoggerMessage(2, LogLevel.Warning, "Journal heads are not signed: the database is older than the signed heads. Accept the restore first.")]
    private partial void LogHeld();

    [LoggerMessage(3, LogLevel.Error, "Journal heads could not be signed; until they are, a cut tail of the journal may go unnoticed.")]
    private partial void LogFailed(Exception exception);
}
