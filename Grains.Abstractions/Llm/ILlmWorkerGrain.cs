using Orleans;

namespace PuppetEngine.Grains.Abstractions.Llm;

/// <summary>
/// Asks the chain of models. Stateless worker, key <c>worker</c>. Budgets are reserved before each call and settled after it
/// by the worker itself, so that a lost caller loses no accounting. It never throws for what a provider does.
/// </summary>
[Alias("PuppetEngine.Llm.ILlmWorkerGrain")]
public interface ILlmWorkerGrain : IGrainWithStringKey
{
    /// <summary>Asks the tiers in order until one answers or the deadline passes.</summary>
    [Alias("Complete"), ResponseTimeout("00:05:00")]
    Task<LlmAnswer> Complete(LlmRequest request, CancellationToken cancellationToken);

    /// <summary>Embeds texts; all vectors have the same dimension.</summary>
    [Alias("Embed"), ResponseTimeout("00:02:00")]
    Task<EmbeddingAnswer> Embed(string agentId, List<string> texts, CancellationToken cancellationToken);
}
