using Microsoft.Extensions.Logging;

namespace PuppetEngine.Providers.Solana.Sockets;

public sealed partial class SolanaSocketClient
{
    [LoggerMessage(1, LogLevel.Information, "The {Topic} subscription at {Host} is down; it is made again in {Delay}")]
    private static partial void LogDropped(ILogger logger, string topic, string host, TimeSpan delay);
}
