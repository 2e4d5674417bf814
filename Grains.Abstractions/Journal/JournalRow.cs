using Orleans;

namespace PuppetEngine.Grains.Abstractions.Journal;

/// <summary>
/// One row of an agent's append-only journal. <c>hash = SHA-256(prev ‖ length-prefixed fields ‖ SHA-256(salt ‖ payload))</c>,
/// so that a payload can be erased and the chain still verifies.
/// </summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Journal.JournalRow")]
public sealed record JournalRow
{
    /// <summary>The agent.</summary>
    [Id(0)] public required string AgentId { get; init; }

    /// <summary>The position in the agent's chain, from 1, without gaps.</summary>
    [Id(1)] public required long Seq { get; init; }

    /// <summary>What the row records, unique per agent: an equal key is the same entry, told again.</summary>
    [Id(2)] public required string EntryKey { get; init; }

    /// <summary>The kind of entry, as in <c>post.planned</c>; see <see cref="JournalKinds"/>.</summary>
    [Id(3)] public required string Kind { get; init; }

    /// <summary>When it happened, in milliseconds since 1970 UTC.</summary>
    [Id(4)] public required long AtMs { get; init; }

    /// <summary>The effect it belongs to; empty when it belongs to none.</summary>
    [Id(5)] public string EffectId { get; init; } = "";

    /// <summary>A short line for a person, free of secrets and of prompts.</summary>
    [Id(6)] public string Summary { get; init; } = "";

    /// <summary>32 random bytes under which the payload's digest is made.</summary>
    [Id(7)] public required byte[] Salt { get; init; }

    /// <summary>SHA-256(salt ‖ payload); of the salt alone when there never was a payload.</summary>
    [Id(8)] public required byte[] PayloadDigest { get; init; }

    /// <summary>The payload: UTF-8 JSON, Brotli-compressed; null when there is none or it was erased.</summary>
    [Id(9)] public byte[]? Payload { get; init; }

    /// <summary>The hash of the row before; 32 zero bytes before the first.</summary>
    [Id(10)] public required byte[] Prev { get; init; }

    /// <summary>This row's hash.</summary>
    [Id(11)] public required byte[] Hash { get; init; }

    /// <summary>The position in the feed of all agents; 0 before it is stored. Not part of the hash.</summary>
    [Id(12)] public long FeedPosition { get; init; }
}
