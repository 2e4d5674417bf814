using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using PuppetEngine.Engine.Llm.Chain;
using PuppetEngine.Engine.Llm.Embeddings;
using PuppetEngine.Grains.Abstractions.Llm;

namespace PuppetEngine.Grains.Llm;

/// <summary>
/// Makes the calls to models. It keeps nothing between them; what a silo knows of its tiers stands in services that all its workers share.
/// Its calls interleave, for they wait almost all of their time; how many run at once is each tier's own limit.
/// </summary>
[GrainType("llm-worker"), StatelessWorker, Reentrant]
internal sealed partial class LlmWorkerGrain(
    IGrainContext context, LlmChain chain, LlmEmbedder embedder, ILlmBudget budget, LlmInstruments instruments, ILogger<LlmWorkerGrain> logger) : ILlmWorkerGrain, IGrainBase
{
    /// <inheritdoc/>
    public IGrainContext GrainContext => context;

    /// <inheritdoc/>
    public async Task<LlmAnswer> Complete(LlmRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var answer = await chain.CompleteAsync(request, budget, cancellationToken);
        instruments.Record(answer);
        foreach (var attempt in answer.Attempts)
        {
            if (attempt.Error is { } error)
            {
                LogAttemptFailed(logger, request.AgentId, attempt.Tier, attempt.Model, error, attempt.Detail ?? "");
            }
        }

        if (answer.Error is { } failed)
        {
            LogNoAnswer(logger, request.AgentId, failed, answer.Detail ?? "");
        }

        if (answer.Usage.PriceUnknown)
        {
            LogPriceUnknown(logger, answer.Tier, answer.Model);
        }

        LogAnswerSensitive(logger, request.AgentId, answer.Text);
        return answer;
    }

    /// <inheritdoc/>
    public async Task<EmbeddingAnswer> Embed(string agentId, List<string> texts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var (answer, fellBack) = await embedder.EmbedAsync(agentId, texts, budget, cancellationToken);
        if (fellBack is not null)
        {
            LogEmbeddingFellBack(logger, agentId, fellBack);
        }

        return answer with { IsStandIn = fellBack is not null };
    }
}
