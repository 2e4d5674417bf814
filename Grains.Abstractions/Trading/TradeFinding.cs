using Orleans;

namespace PuppetEngine.Grains.Abstractions.Trading;

/// <summary>One reason why a policy refuses a trade.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Trading.TradeFinding")]
public sealed record TradeFinding
{
    /// <summary>A stable code.</summary>
    [Id(0)] public required string Code { get; init; }

    /// <summary>What is so, and how to mend it; free of secrets and of text from outside.</summary>
    [Id(1)] public required string Detail { get; init; }
}
