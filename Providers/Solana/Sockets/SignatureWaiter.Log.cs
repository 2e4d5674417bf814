using Microsoft.Extensions.Logging;
using PuppetEngine.Providers.Solana.Rpc;

namespace PuppetEngine.Providers.Solana.Sockets;

public sealed partial class SignatureWaiter
{
    [LoggerMessage(1, LogLevel.Warning, "The status of {Signature} could not be asked ({Problem}); it is asked again")]
    private static partial void LogAskedInVain(ILogger logger, string signature, SolanaRpcProblem problem);

    [LoggerMessage(2, LogLevel.Warning, "The subscription to {Signature} told something unreadable ({Problem}); its status is polled alone")]
    private static partial void LogDeaf(ILogger logger, string signature, SolanaRpcProblem problem);
}
