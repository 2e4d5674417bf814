using Orleans;

namespace PuppetEngine.Grains.Abstractions.Llm;

/// <summary>What a budget answered.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Llm.LlmReservation")]
public sealed record LlmReservation
{
    /// <summary>The reservation's id; null when it was refused.</summary>
    [Id(0)] public string? Id { get; init; }

    /// <summary>Why it was refused; null when it was granted.</summary>
    [Id(1)] public string? Refusal { get; init; }

    /// <summary>When it is worth asking again; null when it was granted or that is unknown.</summary>
    [Id(2)] public DateTimeOffset? RetryAt { get; init; }
}
