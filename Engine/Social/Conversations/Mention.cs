namespace PuppetEngine.Engine.Social.Conversations;

/// <summary>A post of somebody else that an agent may answer: one that mentions it, or one that it came across.</summary>
public sealed record Mention
{
    /// <summary>The post's id.</summary>
    public required string Id { get; init; }

    /// <summary>The conversation's id: that of its first post.</summary>
    public required string ConversationId { get; init; }

    /// <summary>The author's id on the network.</summary>
    public required string AuthorId { get; init; }

    /// <summary>The author's handle without the at sign; empty when unknown.</summary>
    public string AuthorHandle { get; init; } = "";

    /// <summary>The text as the network shows it, unescaped.</summary>
    public required string Text { get; init; }

    /// <summary>When it was written, by the network's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The post that it answers; null when it answers none.</summary>
    public string? ParentId { get; init; }

    /// <summary>Whether it mentions the agent, answers it or quotes it; false for a post that the agent came across.</summary>
    public bool IsDirect { get; init; } = true;

    /// <summary>Whether it only repeats somebody's post.</summary>
    public bool IsRepost { get; init; }

    /// <summary>The posts before it, oldest first, as far as they are known.</summary>
    public IReadOnlyList<ThreadPost> Thread { get; init; } = [];

    /// <summary>What is known of the author.</summary>
    public AuthorTraits Author { get; init; } = AuthorTraits.Unknown;
}

/// <summary>A post of a conversation.</summary>
/// <param name="Id">Its id.</param>
/// <param name="AuthorId">Its author's id.</param>
/// <param name="AuthorHandle">Its author's handle without the at sign; empty when unknown.</param>
/// <param name="Text">Its text.</param>
/// <param name="At">When; null when unknown.</param>
public sealed record ThreadPost(string Id, string AuthorId, string AuthorHandle, string Text, DateTimeOffset? At = null);

/// <summary>What is known of an author; null where the network did not say.</summary>
public sealed record AuthorTraits
{
    /// <summary>Nothing.</summary>
    public static readonly AuthorTraits Unknown = new();

    /// <summary>Whether the author is another agent of this house.</summary>
    public bool IsOwnAgent { get; init; }

    /// <summary>Whether the author said stop at any time before, as the relationship remembers it.</summary>
    public bool Stopped { get; init; }

    /// <summary>Whether the network labels the account as automated.</summary>
    public bool? Automated { get; init; }

    /// <summary>The display name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The profile's text.</summary>
    public string Bio { get; init; } = "";

    /// <summary>When the account was made.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Posts in all.</summary>
    public long? Posts { get; init; }

    /// <summary>Followers.</summary>
    public long? Followers { get; init; }

    /// <summary>Accounts it follows.</summary>
    public long? Following { get; init; }
}
