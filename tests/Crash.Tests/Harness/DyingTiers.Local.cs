using Microsoft.Extensions.AI;
using PuppetEngine.Engine.Llm;

namespace PuppetEngine.Tests.Crash.Harness;

/// <summary>The models, with kill points around each call.</summary>
internal sealed class DyingTiers(ILlmTierSource inner, KillPoints points, OutsideGauge gauge) : ILlmTierSource
{
    public IReadOnlyList<LlmTier> Tiers { get; } = [.. inner.Tiers.Select(t => t with { Client = new DyingChatClient(t.Client, points, gauge) })];

    private sealed class DyingChatClient(IChatClient inner, KillPoints points, OutsideGauge gauge) : DelegatingChatClient(inner)
    {
        public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            points.AroundAsync("Model.GetResponse", gauge, () => base.GetResponseAsync(messages, options, cancellationToken));
    }
}
