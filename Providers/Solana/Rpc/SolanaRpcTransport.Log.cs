using Microsoft.Extensions.Logging;

namespace PuppetEngine.Providers.Solana.Rpc;

public sealed partial class SolanaRpcTransport
{
    [LoggerMessage(1, LogLevel.Warning, "{Method} at {Endpoint} failed ({Problem}) and is tried again")]
    private static partial void LogRetried(ILogger logger, string method, string endpoint, SolanaRpcProblem problem);
}
