namespace PuppetEngine.Silo.Hosting;

internal sealed partial class RestoreHold
{
    [LoggerMessage(EventId = 5201, Level = LogLevel.Error, Message = "Nothing is sent: the database is older than the signed journal heads. {Findings} Look what was sent since, then start once with --accept-restore.")]
    private partial void LogHeld(string findings);

    [LoggerMessage(EventId = 5202, Level = LogLevel.Warning, Message = "The restore was accepted by an operator. {Findings}")]
    private partial void LogAccepted(string findings);
}
