using Microsoft.Extensions.Logging;

namespace PuppetEngine.Providers.Solana.Rpc;

public sealed partial class SolanaRpcTransport
{
    [LoggerMessage(1, LogLevel.Warning, "{Method} at {Host} failed ({Problem}) and is tried again")]
    private static partial void LogRetried(ILogger logger, string method, string host, SolanaRpcProblem problem);
}
