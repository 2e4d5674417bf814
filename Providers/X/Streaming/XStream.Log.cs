using Microsoft.Extensions.Logging;

namespace PuppetEngine.Providers.X.Streaming;

internal sealed partial class XStream
{
    [LoggerMessage(1, LogLevel.Information, "The stream of {Account} stands")]
    private static partial void LogConnected(ILogger logger, string account);

    [LoggerMessage(2, LogLevel.Warning, "The stream of {Account} broke ({Code}); it is connected again in {Wait}")]
    private static partial void LogInterrupted(ILogger logger, string account, string code, TimeSpan wait);

    [LoggerMessage(3, LogLevel.Error, "The stream of {Account} has ended ({Code}): {Detail}")]
    private static partial void LogEnded(ILogger logger, string account, string code, string detail);

    [LoggerMessage(4, LogLevel.Warning, "A line of the stream of {Account} could not be read and is passed over")]
    private static partial void LogUnreadable(ILogger logger, string account);
}
