using Orleans;

namespace PuppetEngine.Grains.Abstractions.Journal;

/// <summary>A page of journal rows.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Journal.JournalPage")]
public sealed record JournalPage
{
    /// <summary>The rows, in the order asked for.</summary>
    [Id(0)] public required List<JournalRow> Items { get; init; }

    /// <summary>The cursor after the last row (seq or feed position); null at the end.</summary>
    [Id(1)] public long? Next { get; init; }

    /// <summary>Whether rows between the asked cursor and the first item are gone or were skipped.</summary>
    [Id(2)] public bool Gap { get; init; }
}
