using Microsoft.Extensions.Logging;

namespace PuppetEngine.Grains.Social;

internal sealed partial class XStreamGrain
{
    [LoggerMessage(1, LogLevel.Information, "The stream of {App} has {Rules} rules for {Accounts} accounts")]
    private static partial void LogRules(ILogger logger, string app, int rules, int accounts);

    [LoggerMessage(2, LogLevel.Warning, "The rules of the stream of {App} could not be changed ({Code}); mentions are read until {Until}, then it is tried again")]
    private static partial void LogRulesRefused(ILogger logger, string app, string code, DateTimeOffset until);

    [LoggerMessage(3, LogLevel.Warning, "A rule of the stream of {App} was refused: {Problem}")]
    private static partial void LogRuleRefused(ILogger logger, string app, string problem);

    [LoggerMessage(4, LogLevel.Warning, "The stream of {App} has ended ({Code}); mentions are read until {Until}, then it is tried again")]
    private static partial void LogEnded(ILogger logger, string app, string code, DateTimeOffset until);

    [LoggerMessage(5, LogLevel.Error, "Reading the stream of {App} broke; it is connected again")]
    private static partial void LogBroke(ILogger logger, string app, Exception failure);

    [LoggerMessage(6, LogLevel.Warning, "A mention of {Account} that came over the stream could not be handed on; the account reads it")]
    private static partial void LogNotHanded(ILogger logger, string account, Exception failure);
}
