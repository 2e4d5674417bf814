namespace PuppetEngine.Silo.Alerts;

internal sealed partial class AlertPump
{
    [LoggerMessage(EventId = 5203, Level = LogLevel.Warning, Message = "What waits for a person could not be read or told; it is looked at again.")]
    private partial void LogLookFailed(Exception failure);
}
