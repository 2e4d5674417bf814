namespace PuppetEngine.Gateway.Api.Access;

internal sealed partial class AccessMiddleware
{
    [LoggerMessage(1, LogLevel.Warning, "A request from {Address} came with a key that is not known")]
    private partial void LogWrongKey(string address);
}
