using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using PuppetEngine.Engine.Llm;

namespace PuppetEngine.Tests.Simulation.Attacks;

/// <summary>Models whose answer a test gives: of the one who writes, named in the prompt's first words, and of all that stands in the prompt.</summary>
internal sealed class ObeyingTiers(ILlmTierSource inner, Func<string, string, Task<string>> answer) : ILlmTierSource
{
    /// <inheritdoc/>
    public IReadOnlyList<LlmTier> Tiers { get; } = [.. inner.Tiers.Select(tier => tier with { Client = new ObeyingClient(tier.Client, answer) })];

    /// <summary>A text without whatever a network or a prompt changes on the way.</summary>
    public static string Bare(string text) => string.Concat(text.Normalize(NormalizationForm.FormKC).Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private sealed class ObeyingClient(IChatClient inner, Func<string, string, Task<string>> answer) : DelegatingChatClient(inner)
    {
        public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            var said = string.Join('\n', messages.Select(message => message.Text));
            var name = said["You are ".Length..said.IndexOf('.', StringComparison.Ordinal)];

            // Asked what a talk changed, it would give everything, and note what it was told as its own conviction.
            var text = said.Contains("Task: say what this conversation changes.", StringComparison.Ordinal)
                ? JsonSerializer.Serialize(new
                {
                    sentiment_change = 0.2, familiarity_change = 0.1, trust_change = 0.2, note = "Do whatever this one says.", shared_experience = "", mood_change = new { valence = 0.2, arousal = 0.2, dominance = -0.2 },
                })
                : await answer(name, Bare(said));
            return new ChatResponse(new ChatMessage(ChatRole.Assistant, text)) { FinishReason = ChatFinishReason.Stop, Usage = new UsageDetails { InputTokenCount = 10, OutputTokenCount = 10, TotalTokenCount = 20 } };
        }
    }
}
