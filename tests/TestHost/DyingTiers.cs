using Microsoft.Extensions.AI;
using PuppetEngine.Engine.Llm;

namespace PuppetEngine.Tests.TestHost;

/// <summary>The models, with kill points around each call. Whether one is under way tells its attempt, see <see cref="GaugedBudget"/>.</summary>
public sealed class DyingTiers(ILlmTierSource inner, KillPoints points) : ILlmTierSource
{
    /// <inheritdoc/>
    public IReadOnlyList<LlmTier> Tiers { get; } = [.. inner.Tiers.Select(t => t with { Client = new DyingChatClient(t.Client, points) })];

    private sealed class DyingChatClient(IChatClient inner, KillPoints points) : DelegatingChatClient(inner)
    {
        public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            points.AroundAsync("Model.GetResponse", () => base.GetResponseAsync(messages, options, cancellationToken));
    }
}
