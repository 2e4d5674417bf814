using Orleans;
using PuppetEngine.Grains.Abstractions.Access;

namespace PuppetEngine.Grains.Abstractions.Agents;

/// <summary>A definition as it arrives from a file or from the API.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Agents.DefinitionChange")]
public sealed record DefinitionChange
{
    /// <summary>The JSON document, already free of inline credentials (they are references into the secret store).</summary>
    [Id(0)] public required string Json { get; init; }

    /// <summary><c>file:NAME</c> or <c>api:KEYNAME</c>.</summary>
    [Id(1)] public required string Source { get; init; }

    /// <summary>SHA-256 of the source's bytes, lower-case hex. A file of a hash that was applied before changes nothing.</summary>
    [Id(2)] public required string ContentHash { get; init; }

    /// <summary>What the caller may do; loosening a privileged field needs <see cref="ApiScope.Admin"/>, otherwise it waits.</summary>
    [Id(3)] public required ApiScope Scopes { get; init; }

    /// <summary>Whether the agent may come into being by this change.</summary>
    [Id(4)] public bool MayCreate { get; init; } = true;

    /// <summary>Whether the agent must not exist yet (POST).</summary>
    [Id(5)] public bool MustCreate { get; init; }

    /// <summary>Whether a deleted agent comes back by this change, as it does when somebody asks for it (API), and not because its file is still there.</summary>
    [Id(6)] public bool BringsBack { get; init; }

    /// <summary>The definition's version that the caller has read and changed: where it is another by now, nothing is applied (<see cref="AgentProblemCodes.DefinitionChanged"/>). 0 for whichever it is.</summary>
    [Id(7)] public long ExpectedVersion { get; init; }
}
