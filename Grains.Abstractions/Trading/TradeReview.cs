using Orleans;

namespace PuppetEngine.Grains.Abstractions.Trading;

/// <summary>A person's word on a trade.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Trading.TradeReview")]
public sealed record TradeReview
{
    /// <summary>The trade.</summary>
    [Id(0)] public required string TradeId { get; init; }

    /// <summary><c>approve</c> or <c>reject</c> of one that is held; <c>landed</c> or <c>not_landed</c> of one that is unknown.</summary>
    [Id(1)] public required string Verdict { get; init; }

    /// <summary>The API key's name.</summary>
    [Id(2)] public required string By { get; init; }

    /// <summary>The hash of the terms that are approved, as they were shown.</summary>
    [Id(3)] public string Hash { get; init; } = "";

    /// <summary>Whether another key with the scope <c>trade</c> exists, so that nobody approves what they proposed.</summary>
    [Id(4)] public bool OthersMayApprove { get; init; }
}
