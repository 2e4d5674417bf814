using Orleans;

namespace PuppetEngine.Grains.Abstractions.Llm;

/// <summary>A silo's wish for a part of the day's ceiling.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Llm.LlmSliceRequest")]
public sealed record LlmSliceRequest
{
    /// <summary>The silo's process id.</summary>
    [Id(0)] public required string SiloId { get; init; }

    /// <summary>The slice's id, unique for ever.</summary>
    [Id(1)] public required string SliceId { get; init; }

    /// <summary>The least that is of use, in millionths of a dollar.</summary>
    [Id(2)] public required long MicroDollars { get; init; }

    /// <summary>The least number of tokens that is of use.</summary>
    [Id(3)] public required long Tokens { get; init; }

    /// <summary>What the silo's other slices have come to.</summary>
    [Id(4)] public List<LlmSliceReport> Reports { get; init; } = [];
}
