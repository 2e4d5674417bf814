using Microsoft.Extensions.Logging;

namespace PuppetEngine.Grains.Agents;

internal sealed partial class AgentGrain
{
    [LoggerMessage(EventId = 1101, Level = LogLevel.Error, Message = "Agent {AgentId}: a step of its turn broke; nothing is half done, it is tried again.")]
    private partial void LogTurnFailed(Exception e, string agentId);

    [LoggerMessage(EventId = 1102, Level = LogLevel.Warning, Message = "Agent {AgentId}: the activation ends because {Why}.")]
    private partial void LogEnding(string agentId, string why);
}
