namespace PuppetEngine.Silo.Hosting;

internal sealed partial class AgentFolder
{
    [LoggerMessage(EventId = 5101, Level = LogLevel.Warning, Message = "There is no folder {Folder}; no agents are read from files. Make it, or name another with --agents DIR.")]
    private partial void LogNoFolder(string folder);

    [LoggerMessage(EventId = 5102, Level = LogLevel.Error, Message = "The folder {Folder} could not be applied; it is tried again.")]
    private partial void LogLookFailed(Exception e, string folder);

    [LoggerMessage(EventId = 5110, Level = LogLevel.Error, Message = "That the folder {Folder} cannot be read could not be told to the cluster; it is tried again with the next look.")]
    private partial void LogNotTold(Exception e, string folder);

    [LoggerMessage(EventId = 5103, Level = LogLevel.Error, Message = "{File} cannot be read now; its agent lives on as it was.")]
    private partial void LogUnreadable(Exception e, string file);

    [LoggerMessage(EventId = 5104, Level = LogLevel.Error, Message = "{File} line {Line} {Field}: {Problem} ({Code})")]
    private partial void LogRefused(string file, int line, string field, string problem, string code);

    [LoggerMessage(EventId = 5105, Level = LogLevel.Warning, Message = "{File} line {Line} {Field}: {Problem} ({Code})")]
    private partial void LogWarned(string file, int line, string field, string problem, string code);

    [LoggerMessage(EventId = 5106, Level = LogLevel.Information, Message = "{AgentId}: version {Version}, changed: {Changed}")]
    private partial void LogApplied(string agentId, long version, string changed);

    [LoggerMessage(EventId = 5109, Level = LogLevel.Warning, Message = "{File}: {Fields} would let {AgentId} do more, and does not hold yet. Approve it with: ./puppet approve-definition {AgentId}")]
    private partial void LogWaits(string file, string fields, string agentId);

    [LoggerMessage(EventId = 5107, Level = LogLevel.Warning, Message = "{AgentId}: its file {File} is gone; the agent is paused, nothing is deleted.")]
    private partial void LogRemoved(string agentId, string file);

    [LoggerMessage(EventId = 5108, Level = LogLevel.Warning, Message = "The sample agents in {Folder} never run against live X. Name a folder of your own with --agents DIR.")]
    private partial void LogSamplesNeverLive(string folder);
}
