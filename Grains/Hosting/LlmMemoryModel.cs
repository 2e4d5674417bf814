using Orleans;
using PuppetEngine.Engine.Memory;
using PuppetEngine.Grains.Abstractions.Llm;

namespace PuppetEngine.Grains.Hosting;

/// <summary>What memories ask of models, through the workers that keep budgets and fall over from tier to tier.</summary>
internal sealed class LlmMemoryModel(IGrainFactory grains, TimeProvider time) : IMemoryModel
{
    private const int MostTokens = 1200;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <inheritdoc />
    public async Task<MemoryVectors> EmbedAsync(string agentId, IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        var answer = await Worker.Embed(agentId, [.. texts], cancellationToken);
        return new MemoryVectors([.. answer.Vectors.Select(v => v.ToArray())], answer.Model, answer.IsStandIn);
    }

    /// <inheritdoc />
    public async Task<MemoryAnswer> AskAsync(string agentId, MemoryPrompt prompt, CancellationToken cancellationToken)
    {
        var answer = await Worker.Complete(
            new LlmRequest
            {
                AgentId = agentId,
                CallId = prompt.CallId,
                Messages = [new LlmMessage { Role = "system", Text = prompt.System }, new LlmMessage { Role = "user", Text = prompt.User }],
                Deadline = time.GetUtcNow() + Patience,
                MaxOutputTokens = MostTokens,
                Temperature = 0.2,
                JsonSchema = prompt.JsonSchema,
                SchemaName = prompt.SchemaName,
            },
            cancellationToken);
        return new MemoryAnswer(answer.Text, answer.Error is null ? null : answer.Detail ?? answer.Error.ToString());
    }

    private ILlmWorkerGrain Worker => grains.GetGrain<ILlmWorkerGrain>("worker");
}
