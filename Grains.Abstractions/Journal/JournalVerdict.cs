using Orleans;

namespace PuppetEngine.Grains.Abstractions.Journal;

/// <summary>The result of verifying an agent's chain.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Journal.JournalVerdict")]
public sealed record JournalVerdict
{
    /// <summary>Whether every row, link and signed head agrees.</summary>
    [Id(0)] public required bool Intact { get; init; }

    /// <summary>Rows read.</summary>
    [Id(1)] public required long Rows { get; init; }

    /// <summary>What is wrong, in words, with the first seq it concerns; empty when intact.</summary>
    [Id(2)] public List<string> Problems { get; init; } = [];
}
