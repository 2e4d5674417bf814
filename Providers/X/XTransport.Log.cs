using Microsoft.Extensions.Logging;

namespace PuppetEngine.Providers.X;

internal sealed partial class XTransport
{
    [LoggerMessage(1, LogLevel.Warning, "X answered {Method} {Path} with {Status}, {Code} (transaction {TransactionId})")]
    private static partial void LogRefused(ILogger logger, string method, string path, int status, string code, string transactionId);

    [LoggerMessage(2, LogLevel.Warning, "The call {Method} {Path} to X ended without an answer: {Code} ({Failure})")]
    private static partial void LogBroken(ILogger logger, string method, string path, string code, string failure);
}
