using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Grains.Abstractions.Llm;

namespace PuppetEngine.Engine.Agents.Prompts;

/// <summary>What a definition wishes of the model (<c>llm_provider</c>, <c>llm_config</c>, <c>endpoints.llm</c>), put into a request.</summary>
public static class ModelWishes
{
    // No turn is longer, and no answer comes sooner: what lies outside says nothing more, and may be no time that a clock can count.
    private const double ShortestSeconds = 0.1;
    private const double LongestSeconds = 600;

    /// <summary>The request with all wishes; where the definition says nothing, it stands as it was.</summary>
    public static LlmRequest Apply(LlmRequest request, AgentDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(definition);
        var wishes = definition.Llm;
        return request with
        {
            PreferredProvider = definition.LlmProvider,
            FallbackProvider = wishes.FallbackProvider,
            Endpoint = definition.Endpoints.GetValueOrDefault("llm"),
            Model = wishes.Model.Length > 0 ? wishes.Model : null,
            MaxOutputTokens = wishes.MaxTokens ?? request.MaxOutputTokens,
            Temperature = wishes.Temperature ?? request.Temperature,
            TopP = wishes.TopP,
            FrequencyPenalty = wishes.FrequencyPenalty,
            PresencePenalty = wishes.PresencePenalty,
            AttemptTimeout = wishes.TimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(Math.Clamp(seconds, ShortestSeconds, LongestSeconds)) : request.AttemptTimeout,
        };
    }
}
