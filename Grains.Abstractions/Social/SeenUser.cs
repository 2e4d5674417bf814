using Orleans;

namespace PuppetEngine.Grains.Abstractions.Social;

/// <summary>Somebody on the network as the vendor shows them. Everything but the id is what they say of themselves: outside text.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Social.SeenUser")]
public sealed record SeenUser
{
    /// <summary>The user id, a decimal string.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>The handle without its at sign.</summary>
    [Id(1)] public string Handle { get; init; } = "";

    /// <summary>The name that is shown.</summary>
    [Id(2)] public string Name { get; init; } = "";

    /// <summary>The bio; automated accounts are to say so here.</summary>
    [Id(3)] public string Description { get; init; } = "";

    /// <summary><c>blue</c>, <c>business</c>, <c>government</c> or <c>none</c>; empty when it was not told.</summary>
    [Id(4)] public string VerifiedType { get; init; } = "";

    /// <summary>When the account was made; null when it was not told.</summary>
    [Id(5)] public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Followers; zero when it was not told.</summary>
    [Id(6)] public int Followers { get; init; }

    /// <summary>Accounts followed; zero when it was not told.</summary>
    [Id(7)] public int Following { get; init; }

    /// <summary>Posts ever written; zero when it was not told.</summary>
    [Id(8)] public int Posts { get; init; }
}
