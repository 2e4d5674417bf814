namespace PuppetEngine.Gateway.Api.Stream;

internal sealed partial class FeedPump
{
    [LoggerMessage(1, LogLevel.Warning, "The feed cannot be read ({ExceptionType}); the stream stands still until it can")]
    private partial void LogAway(string exceptionType);

    [LoggerMessage(2, LogLevel.Information, "The feed can be read again")]
    private partial void LogBack();
}
