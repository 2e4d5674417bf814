using Microsoft.Extensions.Logging;

namespace PuppetEngine.Grains.Llm;

internal sealed partial class LlmBudgetRelease
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "What this process had of the models' budget was not given back; it counts as spent until the day ends.")]
    private static partial void LogNotReleased(ILogger logger, Exception e);
}
