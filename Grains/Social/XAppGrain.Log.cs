using Microsoft.Extensions.Logging;

namespace PuppetEngine.Grains.Social;

internal sealed partial class XAppGrain
{
    [LoggerMessage(1, LogLevel.Error, "All accounts of the app {App} make no more calls: {Code}")]
    private static partial void LogStopped(ILogger logger, string app, string code);

    [LoggerMessage(2, LogLevel.Information, "The stop of the app {App} was cleared")]
    private static partial void LogCleared(ILogger logger, string app);

    [LoggerMessage(3, LogLevel.Warning, "The account {Account} could not be told that its app has stopped; its leave ends by itself")]
    private static partial void LogNotTold(ILogger logger, string account, Exception failure);
}
