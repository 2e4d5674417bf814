using Orleans;

namespace PuppetEngine.Grains.Abstractions.Events;

/// <summary>An event that was stored, or why it was not.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Events.EventResult")]
public sealed record EventResult
{
    /// <summary>The event; null when it was refused.</summary>
    [Id(0)] public EventView? Event { get; init; }

    /// <summary>One of <see cref="EventProblemCodes"/>; null when it was not refused.</summary>
    [Id(1)] public string? Problem { get; init; }

    /// <summary>The field at fault; null when it is none in particular.</summary>
    [Id(2)] public string? Field { get; init; }

    /// <summary>The refusal in words, with how to mend it.</summary>
    [Id(3)] public string? Detail { get; init; }
}
