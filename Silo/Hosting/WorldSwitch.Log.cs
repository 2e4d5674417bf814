namespace PuppetEngine.Silo.Hosting;

internal sealed partial class WorldSwitch
{
    [LoggerMessage(EventId = 5401, Level = LogLevel.Information, Message = "{Agents} agents have unfinished work of another world than {World}; it is closed as abandoned and never sent.")]
    private partial void LogFound(int agents, string world);

    [LoggerMessage(EventId = 5402, Level = LogLevel.Error, Message = "Unfinished work of another world could not be looked for; it is closed when its agents wake.")]
    private partial void LogNotClosed(Exception e);
}
