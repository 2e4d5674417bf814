using Orleans;

namespace PuppetEngine.Grains.Abstractions.Access;

/// <summary>A key of the API as the cluster knows it: never the key itself.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Access.ApiKeyRecord")]
public sealed record ApiKeyRecord
{
    /// <summary>The key's name, shown in audits.</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>SHA-256 of the key, 64 lower-case hex digits. Keys hold 256 random bits, so that no slow hash is needed.</summary>
    [Id(1)] public required string Sha256 { get; init; }

    /// <summary>What it may do.</summary>
    [Id(2)] public required ApiScope Scopes { get; init; }

    /// <summary>When it was made.</summary>
    [Id(3)] public required DateTimeOffset CreatedAt { get; init; }
}
