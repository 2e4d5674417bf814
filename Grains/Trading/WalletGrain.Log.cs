using Microsoft.Extensions.Logging;

namespace PuppetEngine.Grains.Trading;

internal sealed partial class WalletGrain
{
    [LoggerMessage(EventId = 1721, Level = LogLevel.Warning, Message = "Wallet {Wallet}: a step broke off. It is made again.")]
    private static partial void LogBroke(ILogger logger, Exception e, string wallet);
}
