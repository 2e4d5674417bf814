using Microsoft.Extensions.Logging;

namespace PuppetEngine.Grains.Social;

internal sealed partial class XAccountGrain
{
    [LoggerMessage(1, LogLevel.Warning, "The account {Account} makes no more calls: {Code}")]
    private static partial void LogStopped(ILogger logger, string account, string code);

    [LoggerMessage(3, LogLevel.Warning, "Who the account {Account} is could not be looked up; it is tried again later")]
    private static partial void LogNotLookedUp(ILogger logger, string account, Exception failure);

    [LoggerMessage(4, LogLevel.Warning, "That the account {Account} has stopped or goes on could not be reported; it is reported with its next call")]
    private static partial void LogNotReported(ILogger logger, string account, Exception failure);

    [LoggerMessage(2, LogLevel.Information, "The app of the account {Account} has stopped: {Code}")]
    private static partial void LogAppStopped(ILogger logger, string account, string code);

    [LoggerMessage(5, LogLevel.Warning, "{Count} posts of the account {Account} are no work of this house; the newest is {PostId}")]
    private static partial void LogForeign(ILogger logger, string account, int count, string postId);
}
