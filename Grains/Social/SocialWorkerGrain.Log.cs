using Microsoft.Extensions.Logging;

namespace PuppetEngine.Grains.Social;

internal sealed partial class SocialWorkerGrain
{
    [LoggerMessage(1, LogLevel.Error, "The kill switch could not be read; nothing is sent")]
    private static partial void LogUnreadable(ILogger logger, Exception failure);
}
