using Orleans;

namespace PuppetEngine.Grains.Abstractions.Llm;

/// <summary>A request to a model. Every tier of the chain gets the same messages, tools and schema.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Llm.LlmRequest")]
public sealed record LlmRequest
{
    /// <summary>The agent on whose budget the call is charged.</summary>
    [Id(0)] public required string AgentId { get; init; }

    /// <summary>An id of this call, unique for ever; a repeated settlement of the same id is charged once.</summary>
    [Id(1)] public required string CallId { get; init; }

    /// <summary>The messages, system first.</summary>
    [Id(2)] public required List<LlmMessage> Messages { get; init; }

    /// <summary>When the whole chain must have answered.</summary>
    [Id(3)] public required DateTimeOffset Deadline { get; init; }

    /// <summary>The most tokens that may be written.</summary>
    [Id(4)] public int MaxOutputTokens { get; init; } = 400;

    /// <summary>0 to 2; null for the model's default. Left out where a model refuses it.</summary>
    [Id(5)] public double? Temperature { get; init; }

    /// <summary>A seed for models that take one.</summary>
    [Id(6)] public long? Seed { get; init; }

    /// <summary>A JSON Schema (draft 2020-12) that the answer must satisfy; null for free text.</summary>
    [Id(7)] public string? JsonSchema { get; init; }

    /// <summary>The schema's name, letters, digits and underscores; needed where <see cref="JsonSchema"/> is set.</summary>
    [Id(8)] public string? SchemaName { get; init; }

    /// <summary>The tools as a JSON array of <c>{name, description, parameters}</c>; null for none.</summary>
    [Id(9)] public string? ToolsJson { get; init; }

    /// <summary>The provider that the agent prefers, tried first where it is configured; null for the chain's order.</summary>
    [Id(10)] public string? PreferredProvider { get; init; }

    /// <summary>The most that this call may cost, in millionths of a dollar; null for no limit of its own.</summary>
    [Id(11)] public long? MaxMicroDollars { get; init; }

    /// <summary>The model to ask for at <see cref="PreferredProvider"/>, without one at the tier that is asked first; null for the tier's own.</summary>
    [Id(12)] public string? Model { get; init; }

    /// <summary>0 to 1; null for the model's default. Left out where a model refuses it.</summary>
    [Id(13)] public double? TopP { get; init; }

    /// <summary>-2 to 2; null for the model's default. Left out where a model refuses it.</summary>
    [Id(14)] public double? FrequencyPenalty { get; init; }

    /// <summary>-2 to 2; null for the model's default. Left out where a model refuses it.</summary>
    [Id(15)] public double? PresencePenalty { get; init; }

    /// <summary>The provider that is tried second where it is configured; null for the chain's order.</summary>
    [Id(16)] public string? FallbackProvider { get; init; }

    /// <summary>The longest that one attempt may take, in the place of the tier's own; null for that. The whole chain ends at <see cref="Deadline"/> all the same.</summary>
    [Id(17)] public TimeSpan? AttemptTimeout { get; init; }

    /// <summary>The name of the only tier that may be asked; null for the whole chain.</summary>
    [Id(18)] public string? Endpoint { get; init; }
}
