using Microsoft.Extensions.Logging;

namespace PuppetEngine.Grains.Social;

internal sealed partial class XAccountGrain
{
    [LoggerMessage(1, LogLevel.Warning, "The account {Account} makes no more calls: {Code}")]
    private static partial void LogStopped(ILogger logger, string account, string code);

    [LoggerMessage(2, LogLevel.Information, "The app of the account {Account} has stopped: {Code}")]
    private static partial void LogAppStopped(ILogger logger, string account, string code);
}
