namespace PuppetEngine.Silo.Hosting;

internal sealed partial class ConfiguredSecrets
{
    [LoggerMessage(EventId = 5301, Level = LogLevel.Warning, Message = "The secrets could not be read again; outgoing texts are checked for those of the last reading. It is tried again in five minutes.")]
    private partial void LogNotRead(Exception e);

    [LoggerMessage(EventId = 5302, Level = LogLevel.Warning, Message = "The secret {Name} cannot be read, and outgoing texts are not checked for it.")]
    private partial void LogUnreadable(Exception e, string name);
}
