using System.Globalization;
using System.Text;
using PuppetEngine.Engine.Agents.Relationships;
using PuppetEngine.Engine.Randomness;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Memory;

namespace PuppetEngine.Engine.Agents.Prompts;

/// <summary>The parts of a prompt that may be left out, sorted by where they come from.</summary>
internal sealed class PromptParts
{
    private const int KeptLongest = 3;

    // Of a conversation: its first post, and the last ones with the one that is answered.
    private const int KeptOfThread = 5;

    // A text of a stranger may be as long as they like; its beginning is enough to talk about it.
    private const int LongestOutside = 2000;

    /// <summary>Core memories: given ones, or the definition's.</summary>
    public required List<PromptMemory> Core { get; init; }

    /// <summary>Recalled memories that are the operator's or the agent's own.</summary>
    public required List<PromptMemory> Recalled { get; init; }

    /// <summary>Recalled memories from outside.</summary>
    public required List<PromptMemory> Outside { get; init; }

    /// <summary>Recent posts, newest first.</summary>
    public required List<RecentPost> Recent { get; init; }

    /// <summary>The conversation, oldest first.</summary>
    public List<ThreadPart> Thread { get; init; } = [];

    /// <summary>What is known of the other; its outside notes stand in <see cref="Notes"/>.</summary>
    public Relationship? Relationship { get; init; }

    /// <summary>Notes about the other that outside text had a part in, newest first.</summary>
    public List<RelationshipNote> Notes { get; init; } = [];

    /// <summary>A word that marks where outside text begins and ends; it follows from the occurrence, and is cut out of outside text.</summary>
    public required string Marker { get; init; }

    /// <summary>The ids of the memories that are left.</summary>
    public IEnumerable<string> MemoryIds => Core.Concat(Recalled).Concat(Outside).Select(memory => memory.Id).Where(id => id.Length > 0);

    /// <summary>Whether a text of this label is data rather than the agent's own.</summary>
    public static bool IsOutside(Provenance provenance) => provenance >= Provenance.Simulation;

    /// <summary>Sorts an input.</summary>
    public static PromptParts Of(PromptInput input)
    {
        var marker = DeterministicRandom.For(input.Definition.Seed, input.OccurrenceIndex, "marker").NextUInt64();
        var word = string.Create(CultureInfo.InvariantCulture, $"data-{marker >> 40:x6}");
        var own = input.Memories.Where(memory => !IsOutside(memory.Provenance)).ToList();
        var core = own.Where(memory => memory.Kind == "core").Select(PromptMemory.Of).ToList();
        if (core.Count == 0)
        {
            core = [.. input.Definition.InitialMemory.CoreMemories.Select(text => new PromptMemory("", text, Provenance.Operator))];
        }

        return new PromptParts
        {
            Core = core,
            Recalled = [.. own.Where(memory => memory.Kind is not ("core" or "post")).Select(PromptMemory.Of)],
            Outside = [.. input.Memories.Where(memory => IsOutside(memory.Provenance)).Select(PromptMemory.Of)],
            Recent = input.Form is PromptForm.Reaction or PromptForm.RelationshipUpdate ? [] : [.. input.RecentPosts],
            Marker = word,
            Thread = ThreadPart.Of(input.Conversation),
            Relationship = input.Relationship,
            Notes = [.. (input.Relationship is { } other ? other.Notes.Concat(other.SharedExperiences) : []).Where(note => IsOutside(note.Provenance)).OrderByDescending(note => note.At)],
        };
    }

    /// <summary>A text as it stands in a list: between markers where outside text had a part in it, else plain on one line.</summary>
    public string Say(Provenance provenance, string text) => IsOutside(provenance) ? Quote(provenance, text) : PromptComposer.OneLine(text);

    /// <summary>Outside text between its markers, on one line and of bounded length.</summary>
    public string Quote(Provenance provenance, string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            clean.Append(char.IsControl(letter) ? ' ' : letter);
        }

        var body = PromptComposer.OneLine(clean.ToString());
        body = body.Length > LongestOutside ? string.Concat(body.AsSpan(0, LongestOutside - (char.IsHighSurrogate(body[LongestOutside - 1]) ? 1 : 0)), "…") : body;
        while (body.Contains(Marker, StringComparison.OrdinalIgnoreCase))
        {
            body = body.Replace(Marker, "", StringComparison.OrdinalIgnoreCase);
        }

        return $"[{Marker} {provenance.ToString().ToLowerInvariant()}] {body} [end {Marker}]";
    }

    /// <summary>The least trusted label of what is left.</summary>
    public Provenance Trust(PromptInput input)
    {
        var labels = Core.Concat(Recalled).Concat(Outside).Select(memory => memory.Provenance)
            .Concat(Recent.Select(post => post.Provenance))
            .Append(Provenance.Self)
            .Append(input.MoodProvenance)
            .Concat(Thread.Select(post => post.Provenance));
        if (Relationship is { } other)
        {
            // Its figures and plain notes too were moved by what others said.
            labels = labels.Append(other.Provenance).Concat(Notes.Select(note => note.Provenance));
        }

        return (input.Topic is { Length: > 0 } ? labels.Append(input.TopicProvenance) : labels).Max();
    }

    /// <summary>Leaves parts out, in the stated order, until the estimate is within the budget.</summary>
    public List<PromptTrim> Trim(int budget, Func<int> estimate)
    {
        var trimmed = new List<PromptTrim>();
        var steps = new (string What, Func<int> Count, Action DropOne, int Keep)[]
        {
            ("outside_memories", () => Outside.Count, () => Outside.RemoveAt(Outside.Count - 1), 0),
            ("memories", () => Recalled.Count, () => Recalled.RemoveAt(Recalled.Count - 1), 0),
            ("thread", () => Thread.Count, () => Thread.RemoveAt(1), KeptOfThread),
            ("relationship_notes", () => Notes.Count, () => Notes.RemoveAt(Notes.Count - 1), 0),
            ("recent_posts", () => Recent.Count, () => Recent.RemoveAt(Recent.Count - 1), KeptLongest),
            ("core_memories", () => Core.Count, () => Core.RemoveAt(Core.Count - 1), KeptLongest),
            ("recent_posts", () => Recent.Count, () => Recent.RemoveAt(Recent.Count - 1), 0),
            ("core_memories", () => Core.Count, () => Core.RemoveAt(Core.Count - 1), 0),
            ("thread", () => Thread.Count, () => Thread.RemoveAt(0), 1),
        };
        foreach (var (what, count, dropOne, keep) in steps)
        {
            var dropped = 0;
            for (; count() > keep && estimate() > budget; dropped++)
            {
                dropOne();
            }

            if (dropped > 0)
            {
                trimmed.Add(new PromptTrim(what, dropped));
            }
        }

        return trimmed;
    }
}

/// <summary>A memory as it stands in a prompt.</summary>
/// <param name="Id">Its id; empty for one that the definition brings.</param>
/// <param name="Content">Its text.</param>
/// <param name="Provenance">Its label.</param>
internal sealed record PromptMemory(string Id, string Content, Provenance Provenance)
{
    /// <summary>Of a stored memory.</summary>
    public static PromptMemory Of(MemoryItem item) => new(item.Id, item.Content, item.Provenance);
}
