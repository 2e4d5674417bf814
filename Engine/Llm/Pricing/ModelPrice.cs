namespace PuppetEngine.Engine.Llm.Pricing;

/// <summary>What a model costs from a day on, in dollars per million tokens.</summary>
public sealed record ModelPrice
{
    /// <summary>The provider's canonical name; empty for any.</summary>
    public string Provider { get; init; } = "";

    /// <summary>The model's name, without a date at its end.</summary>
    public required string Model { get; init; }

    /// <summary>The first UTC day on which it holds.</summary>
    public required DateOnly ValidFrom { get; init; }

    /// <summary>A million tokens of the prompt.</summary>
    public required decimal Input { get; init; }

    /// <summary>A million tokens written, reasoning included; 0 for embeddings.</summary>
    public decimal Output { get; init; }

    /// <summary>A million tokens of the prompt that were cached; null where they cost as much as others.</summary>
    public decimal? CachedInput { get; init; }

    /// <summary>A prompt of more tokens is charged <see cref="LongFactor"/> times; null where length does not matter.</summary>
    public int? LongAbove { get; init; }

    /// <summary>The factor of long prompts. Default: 2.</summary>
    public decimal LongFactor { get; init; } = 2;
}
