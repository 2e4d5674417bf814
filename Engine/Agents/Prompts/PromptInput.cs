using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Relationships;
using PuppetEngine.Engine.Social.Conversations;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Memory;

namespace PuppetEngine.Engine.Agents.Prompts;

/// <summary>All that a prompt is made of, whatever its form. Equal input gives an equal prompt.</summary>
public sealed record PromptInput
{
    /// <summary>What is asked for.</summary>
    public PromptForm Form { get; init; } = PromptForm.Post;

    /// <summary>The agent.</summary>
    public required AgentDefinition Definition { get; init; }

    /// <summary>The present; the prompt says it in the agent's time zone.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>How it feels.</summary>
    public Mood Mood { get; init; } = Mood.Neutral;

    /// <summary>The least trusted of what moved the mood.</summary>
    public Provenance MoodProvenance { get; init; } = Provenance.Operator;

    /// <summary>Its recent posts, newest first.</summary>
    public IReadOnlyList<RecentPost> RecentPosts { get; init; } = [];

    /// <summary>
    /// What it recalls, most relevant first. Core memories (<c>kind</c> core) are told apart; where there is none among them, the
    /// definition's own <c>core_memories</c> stand in. Of a consolidation: exactly what is to be merged, in this order.
    /// </summary>
    public IReadOnlyList<MemoryItem> Memories { get; init; } = [];

    /// <summary>What to write about, or what an answer should say; null for its own choice.</summary>
    public string? Topic { get; init; }

    /// <summary>Who chose the topic; what is not the operator's or its own stands in the prompt as data.</summary>
    public Provenance TopicProvenance { get; init; } = Provenance.Operator;

    /// <summary>The conversation, oldest first; the last post is the one that is answered, quoted or judged.</summary>
    public IReadOnlyList<PromptTurn> Conversation { get; init; } = [];

    /// <summary>What the agent makes of the one it talks to; null for nobody in particular.</summary>
    public Relationship? Relationship { get; init; }

    /// <summary>Of a reaction: what may be chosen, as <see cref="ReactionGate.Open"/> says.</summary>
    public IReadOnlyList<Reaction> Reactions { get; init; } = [Reaction.Ignore, Reaction.Like, Reaction.Reply, Reaction.Quote];

    /// <summary>Of a thread: the most posts that a person asked for; null for the definition's <c>max_thread_length</c>, which is never passed.</summary>
    public int? ThreadLength { get; init; }

    /// <summary>Which occurrence of the activity this is; rotating prompts and variety follow from it and the agent's seed.</summary>
    public long OccurrenceIndex { get; init; }

    /// <summary>0 for the first draft; regenerations and the drafts of a preview count up and so vary.</summary>
    public int Variant { get; init; }

    /// <summary>What was wrong with the last draft (<see cref="RegenerationHint"/>); null for a first one.</summary>
    public string? Hint { get; init; }

    /// <summary>How long a post may be, as the network weighs it.</summary>
    public int MaxLength { get; init; } = 280;

    /// <summary>The most tokens that the prompt should have, by <see cref="TokenEstimate"/>.</summary>
    public int TokenBudget { get; init; } = 6000;
}

/// <summary>A post that the agent wrote.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Provenance">The label of what it was written from.</param>
public sealed record RecentPost(string Text, Provenance Provenance = Provenance.Self);
