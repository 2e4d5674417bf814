using Orleans;

namespace PuppetEngine.Grains.Abstractions.Journal;

/// <summary>A place in a journal as it is known outside the journal's table.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Journal.JournalMark")]
public sealed record JournalMark
{
    /// <summary>The row's seq.</summary>
    [Id(0)] public required long Seq { get; init; }

    /// <summary>The row's hash, 32 bytes.</summary>
    [Id(1)] public required byte[] Hash { get; init; }
}
