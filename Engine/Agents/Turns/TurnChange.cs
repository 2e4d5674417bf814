using System.Collections.Immutable;
using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Engine.Agents.Relationships;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Memory;

namespace PuppetEngine.Engine.Agents.Turns;

/// <summary>One step of a turn before it is committed.</summary>
/// <param name="State">The state after it.</param>
public sealed record TurnChange(TurnState State)
{
    /// <summary>What the journal is told.</summary>
    public ImmutableArray<JournalDraft> Journal { get; init; } = [];

    /// <summary>Effects that changed.</summary>
    public ImmutableArray<Effect> Effects { get; init; } = [];

    /// <summary>Effects that another grain keeps, as they stand: trades.</summary>
    public ImmutableArray<EffectView> Views { get; init; } = [];

    /// <summary>Things to remember.</summary>
    public ImmutableArray<MemoryItem> Memories { get; init; } = [];

    /// <summary>What the agent makes of others from now on.</summary>
    public ImmutableArray<Relationship> Relationships { get; init; } = [];

    /// <summary>
    /// Whether the tables have something to hear of it, if only the agent's line in the catalog. A step that changes nothing that anybody
    /// sees (a budget reserved, a reminder moved) says no, and spares them a transaction.
    /// </summary>
    public bool HasNews { get; init; } = true;

    /// <summary>This step and the next one as one; null where the next one is not to be.</summary>
    public TurnChange? Then(Func<TurnState, TurnChange?> step) => step(State) is { } next ? Then(next) : null;

    /// <summary>This step and the next one as one. Of an effect that both change, the tables hear the later version.</summary>
    public TurnChange Then(TurnChange next) => new(next.State)
    {
        Journal = Journal.AddRange(next.Journal),
        Effects = [.. Effects.Where(effect => !next.Effects.Any(later => later.Id == effect.Id)), .. next.Effects],
        Views = Views.AddRange(next.Views),
        Memories = Memories.AddRange(next.Memories),
        Relationships = Relationships.AddRange(next.Relationships),
        HasNews = HasNews || next.HasNews,
    };
}
