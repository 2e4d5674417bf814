using Orleans;

namespace PuppetEngine.Grains.Abstractions.Agents;

/// <summary>A person's word on an effect.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Agents.ReviewCommand")]
public sealed record ReviewCommand
{
    /// <summary>The effect.</summary>
    [Id(0)] public required string EffectId { get; init; }

    /// <summary><c>approve</c>, <c>edit</c>, <c>reject</c>, <c>sent</c> or <c>not_sent</c> (the last two resolve <see cref="EffectState.Unknown"/>).</summary>
    [Id(1)] public required string Verdict { get; init; }

    /// <summary>The new text of an edit.</summary>
    [Id(2)] public string? Text { get; init; }

    /// <summary>The vendor's id, where the effect was <c>sent</c>.</summary>
    [Id(3)] public string? ExternalId { get; init; }

    /// <summary>The name of the key that speaks.</summary>
    [Id(4)] public required string By { get; init; }
}
