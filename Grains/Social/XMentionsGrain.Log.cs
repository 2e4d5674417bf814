using Microsoft.Extensions.Logging;

namespace PuppetEngine.Grains.Social;

internal sealed partial class XMentionsGrain
{
    [LoggerMessage(1, LogLevel.Warning, "The mentions of {Account} could not be read ({Code}); they are read again later")]
    private static partial void LogUnread(ILogger logger, string account, string code);

    [LoggerMessage(2, LogLevel.Information, "Agent {AgentId} has too many mentions of {Account} to decide on; the rest waits")]
    private static partial void LogFull(ILogger logger, string agentId, string account);

    [LoggerMessage(3, LogLevel.Error, "Reading the mentions of {Account} broke; what was not taken is read again")]
    private static partial void LogBroke(ILogger logger, string account, Exception failure);

    [LoggerMessage(4, LogLevel.Warning, "The stream could not be asked about the mentions of {Account}; they are read")]
    private static partial void LogNoStream(ILogger logger, string account, Exception failure);
}
