using Microsoft.Extensions.Logging;

namespace PuppetEngine.Grains.Events;

internal sealed partial class EventDispatcherGrain
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Events could not be told just now; tried again in seconds.")]
    private static partial void LogStepFailed(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Agent {AgentId} could not be told event {EventId}; it is told again.")]
    private static partial void LogNotHeard(ILogger logger, Exception exception, string agentId, string eventId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Event {EventId} ({Type}) came too late to matter: {Told} agents heard it, {Waiting} could not be reached, the rest was not told.")]
    private static partial void LogExpired(ILogger logger, string eventId, string type, long told, int waiting);
}
