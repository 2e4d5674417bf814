using Microsoft.Extensions.Logging;

namespace PuppetEngine.Grains.Agents;

internal sealed partial class TurnStore
{
    private readonly ILogger logger = logger;

    [LoggerMessage(EventId = 1201, Level = LogLevel.Error, Message = "Agent {AgentId}: commit {Commit} could not be written. The activation ends and the next one reads what is stored.")]
    private partial void LogWriteFailed(Exception e, string agentId, long commit);

    [LoggerMessage(EventId = 1202, Level = LogLevel.Error, Message = "Agent {AgentId}: the journal has another writer. This activation ends.")]
    private partial void LogConflict(Exception e, string agentId);

    [LoggerMessage(EventId = 1203, Level = LogLevel.Warning, Message = "Agent {AgentId}: {Rows} journal rows could not be told to the tables yet. Nothing is sent before they are.")]
    private partial void LogNotTold(Exception e, string agentId, int rows);
}
