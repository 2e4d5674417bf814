using Orleans;

namespace PuppetEngine.Grains.Abstractions.Llm;

/// <summary>What the cluster's models have cost in the current UTC day.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Llm.LlmUsageReport")]
public sealed record LlmUsageReport
{
    /// <summary>The UTC day, <c>yyyy-MM-dd</c>.</summary>
    [Id(0)] public required string Day { get; init; }

    /// <summary>The ceiling of the day, in millionths of a dollar.</summary>
    [Id(1)] public required long CeilingMicroDollars { get; init; }

    /// <summary>Granted to silos and not given back, in millionths of a dollar; never above the ceiling.</summary>
    [Id(2)] public required long GrantedMicroDollars { get; init; }

    /// <summary>Settled costs known so far, in millionths of a dollar.</summary>
    [Id(3)] public required long SpentMicroDollars { get; init; }

    /// <summary>Tokens of prompts.</summary>
    [Id(4)] public long PromptTokens { get; init; }

    /// <summary>Tokens written.</summary>
    [Id(5)] public long CompletionTokens { get; init; }

    /// <summary>Calls settled.</summary>
    [Id(6)] public long Calls { get; init; }
}
