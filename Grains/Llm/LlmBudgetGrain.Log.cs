using Microsoft.Extensions.Logging;

namespace PuppetEngine.Grains.Llm;

internal sealed partial class LlmBudgetGrain
{
    [LoggerMessage(1, LogLevel.Warning, "A call of {MicroDollars} millionths of a dollar was settled that this silo's budget no longer knows; it stays charged at what was reserved for it.")]
    private static partial void LogUnknownSettlement(ILogger logger, long microDollars);

    [LoggerMessage(2, LogLevel.Warning, "The ceiling on models could not be told of {Count} slices; they stay charged until it can.")]
    private static partial void LogNotDelivered(ILogger logger, int count, Exception exception);
}
