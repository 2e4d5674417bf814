using PuppetEngine.Engine.Llm.Structured;

namespace PuppetEngine.Providers.Llm.Data;

/// <summary>What is known of a provider: <c>providers.json</c>, because addresses and models change more often than code.</summary>
internal sealed record ProviderProfile
{
    public required string Name { get; init; }

    /// <summary>Empty where every customer has an own one.</summary>
    public required string BaseUrl { get; init; }

    /// <summary>The model asked for where none is configured.</summary>
    public required string Model { get; init; }

    /// <summary>Variables that hold a key, the first found counts.</summary>
    public List<string> KeyVariables { get; init; } = [];

    public string? ModelVariable { get; init; }

    public string? EndpointVariable { get; init; }

    /// <summary>The field that limits what is written.</summary>
    public required string OutputLimitField { get; init; }

    public required int ContextTokens { get; init; }

    public StructuredOutputMode StructuredOutput { get; init; } = StructuredOutputMode.JsonSchema;

    /// <summary>Whether it refuses a seed.</summary>
    public bool NoSeed { get; init; }

    /// <summary>Texts in one call of embeddings.</summary>
    public int EmbeddingBatch { get; init; } = 64;

    /// <summary>Model families, the first that matches counts.</summary>
    public List<ModelFamily> Families { get; init; } = [];

    /// <summary>The family of a model; one without habits when none matches.</summary>
    public ModelFamily FamilyOf(string model) => Families.FirstOrDefault(family => family.Matches(model)) ?? ModelFamily.Plain;
}
