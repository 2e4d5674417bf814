using Microsoft.Extensions.Logging;

namespace PuppetEngine.Grains.Events;

internal sealed partial class EventGeneratorGrain
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The generator {Kind} made an event that was refused ({Problem}): {Detail}")]
    private static partial void LogRefused(ILogger logger, string kind, string problem, string detail);
}
