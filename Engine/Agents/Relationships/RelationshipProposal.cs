using PuppetEngine.Engine.Agents.Moods;

namespace PuppetEngine.Engine.Agents.Relationships;

/// <summary>What a model proposes after an interaction. Nothing of it holds before <see cref="RelationshipMachine.Apply"/> has bounded it.</summary>
public sealed record RelationshipProposal
{
    /// <summary>Changes nothing; the interaction counts all the same.</summary>
    public static readonly RelationshipProposal None = new();

    /// <summary>Change of sentiment; ±0.2 at most.</summary>
    public double Sentiment { get; init; }

    /// <summary>Change of familiarity; 0 to 0.1.</summary>
    public double Familiarity { get; init; }

    /// <summary>Change of trust; ±0.2 at most.</summary>
    public double Trust { get; init; }

    /// <summary>Something to remember about the other; empty for nothing.</summary>
    public string Note { get; init; } = "";

    /// <summary>Something that both went through; empty for nothing.</summary>
    public string SharedExperience { get; init; } = "";

    /// <summary>What the interaction did to the mood; ±<see cref="MoodShift.InteractionLimit"/> at most.</summary>
    public MoodShift Mood { get; init; }
}
