namespace PuppetEngine.Engine.Agents.Definitions;

/// <summary><c>llm_config</c>: wishes for the model; null where the chain's own value holds.</summary>
public sealed record LlmSettings
{
    /// <summary>No wishes.</summary>
    public static readonly LlmSettings Default = new();

    /// <summary>The model's name at the preferred provider; empty for the configured one.</summary>
    public string Model { get; init; } = "";

    /// <summary>0 to 2.</summary>
    public double? Temperature { get; init; }

    /// <summary>The most tokens that an answer may have.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>0 to 1.</summary>
    public double? TopP { get; init; }

    /// <summary>-2 to 2.</summary>
    public double? FrequencyPenalty { get; init; }

    /// <summary>-2 to 2.</summary>
    public double? PresencePenalty { get; init; }

    /// <summary>The provider that is tried second; null for the chain's order.</summary>
    public string? FallbackProvider { get; init; }

    /// <summary>Seconds for one attempt.</summary>
    public double? TimeoutSeconds { get; init; }

    /// <summary>How answers should sound; stands in the prompt.</summary>
    public string ResponseStyle { get; init; } = "";
}
