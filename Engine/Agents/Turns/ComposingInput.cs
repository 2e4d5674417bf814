using System.Globalization;
using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Prompts;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Memory;

namespace PuppetEngine.Engine.Agents.Turns;

/// <summary>What a composing begins with, and how it is found again in the journal.</summary>
public static class ComposingInput
{
    /// <summary>
    /// What makes an effect's post another one than the last: a number that its id gives, so that every composing of it, and a replay,
    /// finds the same prompt.
    /// </summary>
    /// <param name="effectId">The effect's id.</param>
    public static long Variation(string effectId) => long.Parse(effectId.AsSpan(1, 7), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>Memories as the journal keeps them.</summary>
    /// <param name="memories">What was recalled, in its order.</param>
    public static List<JournalPayloads.Recalled> Record(IReadOnlyList<MemoryItem> memories) =>
        [.. memories.Select(memory => new JournalPayloads.Recalled(memory.Id, memory.Kind, memory.Provenance, memory.Content))];

    /// <summary>The part of a topic that vouches for the names, links and addresses in it: an operator's words, and nobody else's.</summary>
    /// <param name="topic">The topic; null for none.</param>
    /// <param name="provenance">Whose words it is.</param>
    public static string? Vouched(string? topic, Provenance provenance) => provenance == Provenance.Operator ? topic : null;

    /// <summary>The parts of a thread as one text, as drafts and replays compare them.</summary>
    public static string Whole(IEnumerable<string> parts) => string.Join("\n\n", parts);

    /// <summary>The input of a recorded composing's first prompt; null where its row does not hold all of it.</summary>
    /// <param name="definition">The definition of the recorded version.</param>
    /// <param name="composed">The recorded composing.</param>
    public static PromptInput? Of(AgentDefinition definition, JournalPayloads.Composed composed)
    {
        ArgumentNullException.ThrowIfNull(composed);
        return composed is { Recalled: { } recalled, Mood: { } mood }
            ? new PromptInput
            {
                Definition = definition,
                Now = composed.At,
                Mood = mood,
                MoodProvenance = composed.MoodProvenance,
                Form = composed.Form ?? (composed.Conversation is not null ? PromptForm.Reply : composed.MostParts > 1 ? PromptForm.Thread : PromptForm.Post),
                ThreadLength = composed.MostParts > 1 ? composed.MostParts : null,
                Conversation = composed.Conversation ?? [],
                Relationship = composed.Relationship,
                RecentPosts = [.. composed.Recent.Select((text, at) => new Prompts.RecentPost(text, composed.RecentLabels is { } labels ? labels[at] : Provenance.Self))],
                Memories = recalled.ConvertAll(memory => new MemoryItem
                {
                    Id = memory.Id,
                    Kind = memory.Kind,
                    Provenance = memory.Provenance,
                    Content = memory.Content,
                    At = composed.At,
                }),
                Topic = composed.Topic,
                TopicProvenance = composed.TopicProvenance,
                OccurrenceIndex = (long)composed.Seed,
            }
            : null;
    }
}
