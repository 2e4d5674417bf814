using System.Collections.Immutable;
using System.Text.Json.Serialization;
using PuppetEngine.Engine.Agents.Relationships;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Grains.Abstractions.Memory;

namespace PuppetEngine.Engine.Agents.Turns;

/// <summary>
/// What a state commit tells the tables. It is flushed right after the commit, and first thing on activation; all of it may be told
/// again without harm, and the next commit drops what was told.
/// </summary>
/// <param name="Rows">Journal rows.</param>
/// <param name="Effects">Changed effects.</param>
/// <param name="Memories">Things to remember.</param>
public sealed record Outbox(ImmutableArray<JournalRow> Rows, ImmutableArray<EffectView> Effects, ImmutableArray<MemoryItem> Memories)
{
    /// <summary>What the agent makes of others from now on; each replaces what is stored by its version.</summary>
    public ImmutableArray<Relationship> Relationships { get; init; } = [];

    /// <summary>Nothing to tell.</summary>
    public static Outbox Empty { get; } = new([], [], []);

    /// <summary>Whether there is nothing to tell.</summary>
    [JsonIgnore]
    public bool IsEmpty => Rows.IsEmpty && Effects.IsEmpty && Memories.IsEmpty && Relationships.IsEmpty;
}
