using Orleans;

namespace PuppetEngine.Grains.Abstractions.Llm;

/// <summary>One attempt of a chain at one tier.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Llm.LlmAttempt")]
public sealed record LlmAttempt
{
    /// <summary>The tier's name in configuration.</summary>
    [Id(0)] public required string Tier { get; init; }

    /// <summary>The model asked for.</summary>
    [Id(1)] public required string Model { get; init; }

    /// <summary>Why it failed; null when it answered.</summary>
    [Id(2)] public LlmErrorClass? Error { get; init; }

    /// <summary>What the provider said, shortened and free of secrets; null when it answered.</summary>
    [Id(3)] public string? Detail { get; init; }

    /// <summary>How long it took.</summary>
    [Id(4)] public TimeSpan Elapsed { get; init; }
}
