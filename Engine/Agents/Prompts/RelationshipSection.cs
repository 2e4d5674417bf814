using System.Globalization;
using PuppetEngine.Engine.Agents.Relationships;

namespace PuppetEngine.Engine.Agents.Prompts;

/// <summary>The lines by which a prompt says who the other is. Never an id; what strangers had a part in stands in the other message, as data.</summary>
internal static class RelationshipSection
{
    /// <summary>From this familiarity on the agent is told to go on from earlier talks.</summary>
    private const double Continues = 0.2;

    /// <summary>The lines; none without a relationship.</summary>
    public static IEnumerable<string> Lines(Relationship? relationship)
    {
        if (relationship is null)
        {
            yield break;
        }

        yield return $"{Name(relationship)} is {RelationshipWords.Describe(relationship)}.";
        if (relationship is { Familiarity: > Continues, Interactions: > 0 })
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"You have talked {relationship.Interactions} times before; go on from there where it fits.");
        }

        foreach (var note in relationship.Notes.Concat(relationship.SharedExperiences).Where(note => !PromptParts.IsOutside(note.Provenance)))
        {
            yield return $"- {PromptComposer.OneLine(note.Text)}";
        }
    }

    private static string Name(Relationship relationship)
    {
        var speaker = ThreadPart.SpeakerOf(relationship.Handle);
        return relationship.IsAgent ? $"{speaker}, an agent like you," : speaker;
    }
}
