using Microsoft.Extensions.Logging;

namespace PuppetEngine.Grains.Trading;

internal sealed partial class WalletRunner
{
    [LoggerMessage(EventId = 1711, Level = LogLevel.Error, Message = "Wallet {Wallet}: the kill switch cannot be read. Nothing is signed or sent until it can.")]
    private static partial void LogSwitchUnread(ILogger logger, Exception e, string wallet);

    [LoggerMessage(EventId = 1712, Level = LogLevel.Critical, Message = "Wallet {Wallet}: trade {TradeId} brought less than its least. Its agent is stopped; look at the transaction, then clear the kill switch.")]
    private static partial void LogReceivedLess(ILogger logger, string wallet, string tradeId);
}
