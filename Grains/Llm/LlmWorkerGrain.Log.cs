using Microsoft.Extensions.Logging;
using PuppetEngine.Grains.Abstractions.Llm;

namespace PuppetEngine.Grains.Llm;

internal sealed partial class LlmWorkerGrain
{
    [LoggerMessage(1, LogLevel.Information, "Tier {Tier} ({Model}) did not answer agent {AgentId}: {Error}. {Detail}")]
    private static partial void LogAttemptFailed(ILogger logger, string agentId, string tier, string model, LlmErrorClass error, string detail);

    [LoggerMessage(2, LogLevel.Warning, "No model answered agent {AgentId}: {Error}. {Detail}")]
    private static partial void LogNoAnswer(ILogger logger, string agentId, LlmErrorClass error, string detail);

    [LoggerMessage(3, LogLevel.Warning, "The price of {Model} (tier {Tier}) is unknown; it is charged at the dearest price. Add a row to Puppet:Llm:Prices.")]
    private static partial void LogPriceUnknown(ILogger logger, string tier, string model);

    [LoggerMessage(4, LogLevel.Warning, "Texts of agent {AgentId} were embedded by the built-in lexical model, because the configured one failed: {Reason}")]
    private static partial void LogEmbeddingFellBack(ILogger logger, string agentId, string reason);

    [LoggerMessage(5, LogLevel.Trace, "Agent {AgentId} was answered: {Text}")]
    private static partial void LogAnswerSensitive(ILogger logger, string agentId, string text);
}
