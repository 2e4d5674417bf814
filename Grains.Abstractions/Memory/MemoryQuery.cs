using Orleans;

namespace PuppetEngine.Grains.Abstractions.Memory;

/// <summary>A question to an agent's memory. Without a text it lists, newest first.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Memory.MemoryQuery")]
public sealed record MemoryQuery
{
    /// <summary>What to look for; null to list.</summary>
    [Id(0)] public string? Text { get; init; }

    /// <summary>Only this kind; null for all.</summary>
    [Id(1)] public string? Kind { get; init; }

    /// <summary>How many at most, 1 to 200.</summary>
    [Id(2)] public int Limit { get; init; } = 10;

    /// <summary>Where the last page ended; null for the first.</summary>
    [Id(3)] public string? Cursor { get; init; }

    /// <summary>Only what happened then or later; null for no bound.</summary>
    [Id(4)] public DateTimeOffset? Since { get; init; }

    /// <summary>Only what happened before; null for no bound.</summary>
    [Id(5)] public DateTimeOffset? Until { get; init; }

    /// <summary>Only look: what is found does not count as recalled.</summary>
    [Id(6)] public bool Peek { get; init; }

    /// <summary>Which halves of the search take part.</summary>
    [Id(7)] public MemorySearchMode Mode { get; init; }

    /// <summary>
    /// Of a hybrid search: gives nothing where no memory matches better than chance, and leaves weak matches out. For a prompt, in which a wrong
    /// memory costs more than a missing one; whoever searches is given all, in order.
    /// </summary>
    [Id(8)] public bool WithoutNoise { get; init; }
}
