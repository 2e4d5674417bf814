using Microsoft.Extensions.Logging;

namespace PuppetEngine.Grains.Llm;

internal sealed partial class SiloLlmBudget
{
    [LoggerMessage(1, LogLevel.Error, "The ceiling on models could not be asked for agent {AgentId}; no model was called.")]
    private static partial void LogNotAsked(ILogger logger, string agentId, Exception exception);

    [LoggerMessage(2, LogLevel.Warning, "A call of {MicroDollars} millionths of a dollar could not be settled; it stays charged at what was reserved for it.")]
    private static partial void LogNotSettled(ILogger logger, long microDollars, Exception exception);
}
