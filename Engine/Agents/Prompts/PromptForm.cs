namespace PuppetEngine.Engine.Agents.Prompts;

/// <summary>What a prompt asks for.</summary>
public enum PromptForm
{
    /// <summary>A post of its own; with a topic, a topic post.</summary>
    Post = 0,

    /// <summary>A thread of its own; the answer is JSON, <see cref="ThreadAnswer"/>.</summary>
    Thread = 1,

    /// <summary>A reply to the last post of the conversation.</summary>
    Reply = 2,

    /// <summary>A post that quotes the last post of the conversation.</summary>
    Quote = 3,

    /// <summary>What to make of the last post of the conversation; the answer is JSON, <see cref="ReactionAnswer"/>.</summary>
    Reaction = 4,

    /// <summary>What the conversation changes between the agent and the other; the answer is JSON, <see cref="Relationships.RelationshipAnswer"/>.</summary>
    RelationshipUpdate = 5,
}
