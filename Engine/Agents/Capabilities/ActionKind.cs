namespace PuppetEngine.Engine.Agents.Capabilities;

/// <summary>Everything that an agent can do, inside and outside.</summary>
public enum ActionKind
{
    /// <summary>A post of its own.</summary>
    Post = 0,

    /// <summary>A thread of its own.</summary>
    Thread = 1,

    /// <summary>A poll of its own.</summary>
    Poll = 2,

    /// <summary>An answer to a post.</summary>
    Reply = 3,

    /// <summary>A quote of a post.</summary>
    Quote = 4,

    /// <summary>A like of a post.</summary>
    Like = 5,

    /// <summary>A repost of a post.</summary>
    Repost = 6,

    /// <summary>Following an account.</summary>
    Follow = 7,

    /// <summary>Deleting an own post.</summary>
    DeletePost = 8,

    /// <summary>Attaching media.</summary>
    Media = 9,

    /// <summary>A swap.</summary>
    Trade = 10,

    /// <summary>Sending coins or tokens to somebody.</summary>
    Transfer = 11,

    /// <summary>Creating a token.</summary>
    CreateToken = 12,

    /// <summary>Calling a tool that reads.</summary>
    ToolCall = 13,

    /// <summary>Running code.</summary>
    RunCode = 14,

    /// <summary>Fetching an address.</summary>
    Browse = 15,

    /// <summary>Calling somebody's webhook.</summary>
    Webhook = 16,

    /// <summary>Changing the definition, limits, lists or schedule.</summary>
    ChangeDefinition = 17,

    /// <summary>Pausing, resuming, deleting an agent; the kill switch.</summary>
    ChangeStatus = 18,

    /// <summary>Raising an event for other agents.</summary>
    RaiseEvent = 19,

    /// <summary>Remembering something, with its label.</summary>
    Remember = 20,

    /// <summary>Forgetting or changing what is remembered.</summary>
    Forget = 21,

    /// <summary>Changing a relationship, within its bounds.</summary>
    UpdateRelationship = 22,

    /// <summary>Moving the mood, within its bounds.</summary>
    ShiftMood = 23,

    /// <summary>Merging memories into fewer, under their least trusted label.</summary>
    Consolidate = 24,
}
