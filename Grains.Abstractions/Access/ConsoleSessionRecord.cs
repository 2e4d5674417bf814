using Orleans;

namespace PuppetEngine.Grains.Abstractions.Access;

/// <summary>A browser that exchanged a one-time code, as the cluster knows it: never its cookie.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Access.ConsoleSessionRecord")]
public sealed record ConsoleSessionRecord
{
    /// <summary>SHA-256 of the cookie's value, 64 lower-case hex digits.</summary>
    [Id(0)] public required string Sha256 { get; init; }

    /// <summary>Who opened it, shown in audits.</summary>
    [Id(1)] public required string Name { get; init; }

    /// <summary>What it may do at most.</summary>
    [Id(2)] public required ApiScope Scopes { get; init; }

    /// <summary>The hash of the API key that it ends with; null for one that the host itself opened.</summary>
    [Id(3)] public string? KeySha256 { get; init; }

    /// <summary>When it ends without further use.</summary>
    [Id(4)] public required DateTimeOffset Until { get; init; }
}
