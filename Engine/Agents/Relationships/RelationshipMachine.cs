using System.Collections.Immutable;
using System.Globalization;
using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Prompts;
using PuppetEngine.Grains.Abstractions.Access;

namespace PuppetEngine.Engine.Agents.Relationships;

/// <summary>How a relationship begins and changes, as pure functions within bounds.</summary>
public static class RelationshipMachine
{
    /// <summary>The most that sentiment and trust move at once.</summary>
    public const double MostChange = 0.2;

    /// <summary>The most that familiarity grows at once.</summary>
    public const double MostFamiliarity = 0.1;

    /// <summary>Notes, and shared experiences, that are kept.</summary>
    public const int MostNotes = 20;

    /// <summary>Interactions that are kept; an interaction told again within them counts once.</summary>
    public const int MostInteractions = 10;

    /// <summary>Characters of a note.</summary>
    public const int LongestNote = 280;

    /// <summary>Somebody of whom nothing is known.</summary>
    public static Relationship Stranger(string targetId, string handle, bool isAgent) => new() { TargetId = targetId, Handle = handle, IsAgent = isAgent };

    /// <summary>What an agent makes of somebody of whom nothing is stored: what its definition says, by id or by name, or nothing.</summary>
    /// <param name="definition">The agent.</param>
    /// <param name="targetId">The other's key.</param>
    /// <param name="handle">How the other is called.</param>
    /// <param name="isAgent">Whether the other is an agent of this house.</param>
    /// <param name="now">When it begins.</param>
    public static Relationship Begin(AgentDefinition definition, string targetId, string handle, bool isAgent, DateTimeOffset now) =>
        Initial(definition, _ => isAgent, now).FirstOrDefault(given => Names(given.TargetId, targetId) || Names(given.TargetId, handle)) is { } known
            ? known with { TargetId = targetId, Handle = handle.Length > 0 ? handle : known.Handle, IsAgent = isAgent }
            : Stranger(targetId, handle, isAgent);

    /// <summary>
    /// The relationships that a definition brings along, keyed as it has them (an agent's id or a name; the network's id is not known
    /// yet). The original's partial objects and the plain texts of its later documents both count as the operator's words.
    /// </summary>
    /// <param name="definition">The definition.</param>
    /// <param name="isAgent">Whether a name is an agent of this house; asked only where the file does not say.</param>
    /// <param name="now">When they begin.</param>
    public static IReadOnlyList<Relationship> Initial(AgentDefinition definition, Func<string, bool> isAgent, DateTimeOffset now) =>
    [
        .. definition.InitialMemory.Relationships.Select(given => new Relationship
        {
            TargetId = given.Target.TrimStart('@'),
            Handle = given.Target.TrimStart('@'),
            IsAgent = given.IsAgent ?? isAgent(given.Target.TrimStart('@')),
            Sentiment = Bound(given.Sentiment, -1, 1),
            Familiarity = Bound(given.Familiarity, 0, 1),
            Trust = Bound(given.Trust, -1, 1),
            Notes = Notes(given.Notes, given.LastInteractionAt ?? now),
            SharedExperiences = Notes(given.SharedExperiences, given.LastInteractionAt ?? now),
            Recent =
            [
                .. given.RecentInteractions.Take(MostInteractions).Select((text, index) => new Interaction(
                    string.Create(CultureInfo.InvariantCulture, $"initial-{index}"), "earlier", given.LastInteractionAt ?? now, Cut(text), Provenance.Operator)),
            ],
            Interactions = given.RecentInteractions.Count,
            LastAt = given.LastInteractionAt,
        }),
    ];

    /// <summary>
    /// What an interaction makes of a relationship: the proposal within its bounds, the interaction remembered. Idempotent by the
    /// interaction's id among those that are kept.
    /// </summary>
    /// <param name="relationship">Before.</param>
    /// <param name="proposal">What the model proposes; <see cref="RelationshipProposal.None"/> where none was asked or it answered nonsense.</param>
    /// <param name="interaction">What happened.</param>
    /// <param name="trust">The least trusted label of all that stood in the prompt from which the proposal was made: its notes carry it.</param>
    public static Relationship Apply(Relationship relationship, RelationshipProposal proposal, Interaction interaction, Provenance trust)
    {
        if (relationship.Recent.Any(known => known.Id == interaction.Id))
        {
            return relationship;
        }

        return relationship with
        {
            Sentiment = Bound(relationship.Sentiment + Bound(proposal.Sentiment, -MostChange, MostChange), -1, 1),
            Familiarity = Bound(relationship.Familiarity + Bound(proposal.Familiarity, 0, MostFamiliarity), 0, 1),
            Trust = Bound(relationship.Trust + Bound(proposal.Trust, -MostChange, MostChange), -1, 1),
            Notes = Add(relationship.Notes, proposal.Note, interaction.At, trust),
            SharedExperiences = Add(relationship.SharedExperiences, proposal.SharedExperience, interaction.At, trust),
            Recent = Keep(relationship.Recent.Insert(0, interaction with { Summary = Cut(interaction.Summary) }), MostInteractions),
            Interactions = relationship.Interactions + 1,
            LastAt = relationship.LastAt > interaction.At ? relationship.LastAt : interaction.At,
            Provenance = Worst(relationship.Provenance, trust),
            Version = relationship.Version + 1,
        };
    }

    /// <summary>The other said stop; for ever.</summary>
    public static Relationship Stop(Relationship relationship) => relationship with { Stopped = true, Version = relationship.Version + 1 };

    private static bool Names(string given, string other) => given.Length > 0 && given.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static ImmutableArray<RelationshipNote> Add(ImmutableArray<RelationshipNote> notes, string text, DateTimeOffset at, Provenance trust)
    {
        var note = Cut(text);
        return note.Length == 0 || notes.Any(known => known.Text == note) ? notes : Keep(notes.Insert(0, new RelationshipNote(note, at, trust)), MostNotes);
    }

    private static ImmutableArray<RelationshipNote> Notes(IReadOnlyList<string> texts, DateTimeOffset at) =>
        [.. texts.Select(Cut).Where(text => text.Length > 0).Distinct(StringComparer.Ordinal).Take(MostNotes).Select(text => new RelationshipNote(text, at, Provenance.Operator))];

    private static ImmutableArray<T> Keep<T>(ImmutableArray<T> list, int most) => list.Length > most ? list.RemoveRange(most, list.Length - most) : list;

    internal static string Cut(string text)
    {
        var line = PromptComposer.OneLine(text);
        if (line.Length <= LongestNote)
        {
            return line;
        }

        var end = char.IsHighSurrogate(line[LongestNote - 2]) ? LongestNote - 2 : LongestNote - 1;
        return line[..end] + "…";
    }

    // A figure that is no number (an old model's NaN) counts as nothing.
    private static double Bound(double value, double least, double most) => double.IsNaN(value) ? 0 : Math.Clamp(value, least, most);

    private static Provenance Worst(Provenance a, Provenance b) => a > b ? a : b;
}
