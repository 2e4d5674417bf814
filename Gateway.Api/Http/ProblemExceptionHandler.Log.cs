namespace PuppetEngine.Gateway.Api.Http;

internal sealed partial class ProblemExceptionHandler
{
    [LoggerMessage(1, LogLevel.Error, "{Method} {Route} broke, trace {TraceId}")]
    private partial void LogBroken(Exception exception, string method, string route, string traceId);

    [LoggerMessage(2, LogLevel.Warning, "{Method} {Route} answered {Code}: {ExceptionType}")]
    private partial void LogUnavailable(string method, string route, string code, string exceptionType);
}
