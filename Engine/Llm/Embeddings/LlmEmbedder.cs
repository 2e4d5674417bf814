using Microsoft.Extensions.AI;
using PuppetEngine.Engine.Llm.Chain;
using PuppetEngine.Engine.Llm.Errors;
using PuppetEngine.Engine.Llm.Pricing;
using PuppetEngine.Grains.Abstractions.Llm;

namespace PuppetEngine.Engine.Llm.Embeddings;

/// <summary>
/// Embeds texts with the configured model, within the budget; where it fails, with the built-in lexical one, and the answer's stamp says so.
/// One answer is never a mixture: all its vectors are of one model.
/// </summary>
public sealed class LlmEmbedder(IEmbeddingGenerator<string, Embedding<float>> generator, PriceTable prices, TimeProvider time)
{
    private const int FailuresBeforeRest = 3;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private readonly LlmCircuit _circuit = new(time);
    private readonly LocalNgramEmbeddingGenerator _local = new();
    private readonly EmbeddingGeneratorMetadata? _metadata = generator.GetService(typeof(EmbeddingGeneratorMetadata)) as EmbeddingGeneratorMetadata;

    /// <summary>Embeds texts.</summary>
    /// <param name="agentId">The agent for whom it is done.</param>
    /// <param name="texts">The texts.</param>
    /// <param name="budget">The ceiling.</param>
    /// <param name="cancellationToken">The caller's leaving.</param>
    /// <returns>The vectors, and why the configured model did not make them; null when it did.</returns>
    /// <exception cref="OperationCanceledException">The caller left.</exception>
    public async Task<(EmbeddingAnswer Answer, string? FellBack)> EmbedAsync(string agentId, IReadOnlyList<string> texts, ILlmBudget budget, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(budget);
        if (generator is LocalNgramEmbeddingGenerator || texts.Count == 0)
        {
            return (await LocalAsync(texts, cancellationToken).ConfigureAwait(false), null);
        }

        if (!_circuit.TryEnter(out _, out var reason))
        {
            return (await LocalAsync(texts, cancellationToken).ConfigureAwait(false), $"it rests after {reason}");
        }

        var (provider, model) = (_metadata?.ProviderName ?? "", _metadata?.DefaultModelId ?? "");
        var day = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var most = PromptTokens.UpperBound(texts);
        var worst = prices.Cost(provider, model, most, 0, 0, day);
        var reservation = await budget.ReserveAsync(agentId, "embed", worst, most, Longest + Grace, cancellationToken).ConfigureAwait(false);
        if (reservation.Id is null)
        {
            _circuit.Abandoned();
            return (await LocalAsync(texts, cancellationToken).ConfigureAwait(false), reservation.Refusal);
        }

        var usage = new LlmUsage { MicroDollars = worst.MicroDollars, PriceUnknown = worst.PriceUnknown };
        string? failure = null;
        EmbeddingAnswer? answer = null;
        try
        {
            using var deadline = new CancellationTokenSource(Longest, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
            var made = await generator.GenerateAsync(texts, null, either.Token).WaitAsync(either.Token).ConfigureAwait(false);
            var tokens = made.Usage?.InputTokenCount ?? most;
            var cost = prices.Cost(provider, model, tokens, 0, 0, day);
            usage = new LlmUsage { PromptTokens = tokens, MicroDollars = cost.MicroDollars, PriceUnknown = cost.PriceUnknown };
            answer = new EmbeddingAnswer { Vectors = [.. made.Select(static e => new List<float>(e.Vector.ToArray()))], Model = made[0].ModelId ?? model };
            _circuit.Succeeded();
        }
        catch (LlmTierException e)
        {
            usage = e.Charge == LlmCharge.None ? new LlmUsage() : usage;
            failure = e.Message;
        }
        catch (OperationCanceledException)
        {
            failure = "no answer before the deadline";
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            failure = ProviderText.Clean($"{e.GetType().Name}: {e.Message}");
        }

        await budget.SettleAsync(reservation, usage).ConfigureAwait(false);
        if (failure is not null)
        {
            _circuit.Failed(FailuresBeforeRest, Rest);
            cancellationToken.ThrowIfCancellationRequested();
        }

        return (answer ?? await LocalAsync(texts, cancellationToken).ConfigureAwait(false), failure);
    }

    private async Task<EmbeddingAnswer> LocalAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        var made = await _local.GenerateAsync(texts, null, cancellationToken).ConfigureAwait(false);
        return new EmbeddingAnswer { Vectors = [.. made.Select(static e => new List<float>(e.Vector.ToArray()))], Model = LocalNgramEmbeddingGenerator.Model };
    }
}
