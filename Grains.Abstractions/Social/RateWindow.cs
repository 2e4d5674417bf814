using Orleans;

namespace PuppetEngine.Grains.Abstractions.Social;

/// <summary>One rate window as a vendor reports it.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Social.RateWindow")]
public sealed record RateWindow
{
    /// <summary>Calls allowed in the window.</summary>
    [Id(0)] public required int Limit { get; init; }

    /// <summary>Calls left in the window.</summary>
    [Id(1)] public required int Remaining { get; init; }

    /// <summary>When the window opens anew.</summary>
    [Id(2)] public required DateTimeOffset Reset { get; init; }
}
