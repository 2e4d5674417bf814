using Orleans;

namespace PuppetEngine.Grains.Abstractions.Llm;

/// <summary>One message of a request to a model.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Llm.LlmMessage")]
public sealed record LlmMessage
{
    /// <summary><c>system</c>, <c>user</c>, <c>assistant</c> or <c>tool</c>.</summary>
    [Id(0)] public required string Role { get; init; }

    /// <summary>The text.</summary>
    [Id(1)] public required string Text { get; init; }
}
