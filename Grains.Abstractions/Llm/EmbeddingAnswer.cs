using Orleans;

namespace PuppetEngine.Grains.Abstractions.Llm;

/// <summary>Vectors of texts, stamped with what made them.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Llm.EmbeddingAnswer")]
public sealed record EmbeddingAnswer
{
    /// <summary>One vector per text, in order.</summary>
    [Id(0)] public required List<List<float>> Vectors { get; init; }

    /// <summary>The model that made them; <c>local-ngram-v1</c> for the built-in one, which is lexical, not semantic.</summary>
    [Id(1)] public required string Model { get; init; }

    /// <summary>Whether that model stands in for the configured one, which failed or is beyond the budget.</summary>
    [Id(2)] public bool IsStandIn { get; init; }
}
