using System.Collections.Immutable;
using PuppetEngine.Grains.Abstractions.Access;

namespace PuppetEngine.Engine.Agents.Relationships;

/// <summary>What an agent makes of somebody, a person or another agent. Immutable and bounded; changed by <see cref="RelationshipMachine"/> alone.</summary>
public sealed record Relationship
{
    /// <summary>The other's key: an agent's id, or the network's user id; never shown to a model.</summary>
    public required string TargetId { get; init; }

    /// <summary>How the other is called: a handle without the at sign, or an agent's name; empty when unknown.</summary>
    public string Handle { get; init; } = "";

    /// <summary>Whether the other is an agent.</summary>
    public bool IsAgent { get; init; }

    /// <summary>-1 (dislikes) to 1 (likes).</summary>
    public double Sentiment { get; init; }

    /// <summary>0 (a stranger) to 1 (an old acquaintance). Never falls.</summary>
    public double Familiarity { get; init; }

    /// <summary>-1 (distrusts) to 1 (trusts).</summary>
    public double Trust { get; init; }

    /// <summary>What is remembered about the other, newest first, at most <see cref="RelationshipMachine.MostNotes"/>.</summary>
    public ImmutableArray<RelationshipNote> Notes { get; init; } = [];

    /// <summary>What both went through, newest first, at most <see cref="RelationshipMachine.MostNotes"/>.</summary>
    public ImmutableArray<RelationshipNote> SharedExperiences { get; init; } = [];

    /// <summary>The last interactions, newest first, at most <see cref="RelationshipMachine.MostInteractions"/>.</summary>
    public ImmutableArray<Interaction> Recent { get; init; } = [];

    /// <summary>How many there were.</summary>
    public long Interactions { get; init; }

    /// <summary>When the last one was; null when never.</summary>
    public DateTimeOffset? LastAt { get; init; }

    /// <summary>Whether the other said stop: nothing is ever sent to them again.</summary>
    public bool Stopped { get; init; }

    /// <summary>The least trusted label of all that made it what it is.</summary>
    public Provenance Provenance { get; init; } = Provenance.Operator;

    /// <summary>Raised by every change; what is stored is replaced only by a higher one. 0: nothing is stored yet.</summary>
    public long Version { get; init; }
}

/// <summary>Something noted about somebody.</summary>
/// <param name="Text">In words, at most <see cref="RelationshipMachine.LongestNote"/> characters.</param>
/// <param name="At">When.</param>
/// <param name="Provenance">The least trusted label of what it was made from.</param>
public sealed record RelationshipNote(string Text, DateTimeOffset At, Provenance Provenance);

/// <summary>Something that passed between both.</summary>
/// <param name="Id">Its id, so that it counts once: the mention's, the event's.</param>
/// <param name="Kind">As in <c>mention</c>, <c>reply</c>, <c>like</c>.</param>
/// <param name="At">When.</param>
/// <param name="Summary">In words; empty for none.</param>
/// <param name="Provenance">Whose words these are.</param>
public sealed record Interaction(string Id, string Kind, DateTimeOffset At, string Summary, Provenance Provenance);
