using Orleans;

namespace PuppetEngine.Grains.Abstractions.Agents;

/// <summary>Drafts for preview, or why none were written.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Agents.DraftsResult")]
public sealed record DraftsResult
{
    /// <summary>The drafts; none where there is a problem.</summary>
    [Id(0)] public List<DraftView> Drafts { get; init; } = [];

    /// <summary>A code of <see cref="AgentProblemCodes"/>; null where drafts were written.</summary>
    [Id(1)] public string? Problem { get; init; }

    /// <summary>The problem in words, with what mends it.</summary>
    [Id(2)] public string? Detail { get; init; }
}
