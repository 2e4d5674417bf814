using Orleans;

namespace PuppetEngine.Grains.Abstractions.Social;

/// <summary>What stands on an account's own timeline that this house did not put there, and whether the timeline is to be read now.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Social.AccountWatch")]
public sealed record AccountWatch
{
    /// <summary>The permitted read that the caller is to make now and to report to <see cref="IXAccountGrain.EndWatch"/>; null when none is due or none is permitted.</summary>
    [Id(0)] public string? ReadId { get; init; }

    /// <summary>Only posts above this id are to be read.</summary>
    [Id(1)] public string SinceId { get; init; } = "0";

    /// <summary>When to ask again.</summary>
    [Id(2)] public required DateTimeOffset NextAt { get; init; }

    /// <summary>Whether the timeline was ever read in this world; until then the account posts nothing of its own accord.</summary>
    [Id(3)] public bool HasBegun { get; init; }

    /// <summary>Posts of the account that no effect of this house made, newest first, 20 at most; their texts are cut to 1,000 characters.</summary>
    [Id(4)] public List<OwnPost> Posts { get; init; } = [];
}
