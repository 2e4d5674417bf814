using Microsoft.Extensions.Logging;

namespace PuppetEngine.Grains.Trading;

internal sealed partial class WalletStore
{
    [LoggerMessage(EventId = 1701, Level = LogLevel.Error, Message = "Wallet {Wallet}: commit {Commit} could not be written. The activation ends and the next one reads what is stored.")]
    private static partial void LogWriteFailed(ILogger logger, Exception e, string wallet, long commit);

    [LoggerMessage(EventId = 1702, Level = LogLevel.Warning, Message = "Wallet {Wallet}: {Steps} steps of trades could not be told to their agents yet. Nothing is signed or sent before they are.")]
    private static partial void LogNotTold(ILogger logger, Exception e, string wallet, int steps);
}
