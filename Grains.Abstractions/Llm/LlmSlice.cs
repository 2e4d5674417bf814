using Orleans;

namespace PuppetEngine.Grains.Abstractions.Llm;

/// <summary>A part of the day's ceiling, to be spent by one silo within its life; or why there is none.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Llm.LlmSlice")]
public sealed record LlmSlice
{
    /// <summary>The slice's id.</summary>
    [Id(0)] public required string SliceId { get; init; }

    /// <summary>Millionths of a dollar; 0 when refused.</summary>
    [Id(1)] public long MicroDollars { get; init; }

    /// <summary>Tokens; 0 when refused.</summary>
    [Id(2)] public long Tokens { get; init; }

    /// <summary>How long it may be spent from, counted from the request.</summary>
    [Id(3)] public TimeSpan Life { get; init; }

    /// <summary>Why it was refused; null when it was granted.</summary>
    [Id(4)] public string? Refusal { get; init; }

    /// <summary>When it is worth asking again; null when it was granted.</summary>
    [Id(5)] public DateTimeOffset? RetryAt { get; init; }
}
