using Microsoft.Extensions.Logging;

namespace PuppetEngine.Grains.Events;

internal sealed partial class FeedGrain
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The feed {Feed} could not be read: {Problem}")]
    private static partial void LogUnread(ILogger logger, string feed, string problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The feed {Feed} has {Count} new entries at once; the first {Told} are told, the others only noted.")]
    private static partial void LogMany(ILogger logger, string feed, int count, int told);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An entry of the feed {Feed} was refused ({Problem}): {Detail}")]
    private static partial void LogRefused(ILogger logger, string feed, string problem, string detail);
}
