using System.Text.Json.Serialization;

namespace PuppetEngine.Emulators.X.Posts;

/// <summary>A post as it landed. Written whole to the log.</summary>
internal sealed class XPost
{
    public required ulong Id { get; init; }

    public required ulong AuthorId { get; init; }

    /// <summary>The text as X shows it: NFC, links as t.co, HTML escaped, mentions added.</summary>
    public required string Text { get; init; }

    /// <summary>The text as the caller sent it.</summary>
    public required string SentText { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when list reads show it.</summary>
    public required DateTimeOffset VisibleAt { get; init; }

    public ulong? InReplyTo { get; init; }

    public ulong? InReplyToUser { get; init; }

    public ulong? Quoted { get; init; }

    /// <summary>The post that this one only repeats.</summary>
    public ulong? Reposted { get; init; }

    public List<ulong> Media { get; init; } = [];

    public XPoll? Poll { get; init; }

    public bool MadeWithAi { get; init; }

    public ulong ConversationId { get; init; }

    public List<XLink> Links { get; init; } = [];

    /// <summary>Users whose mention lists show this post.</summary>
    public List<ulong> Mentioned { get; init; } = [];

    /// <summary>Written by the control API, not through the vendor API.</summary>
    public bool Scripted { get; init; }

    /// <summary>Hash of canonical text, parent and quoted post: what a duplicate is found by.</summary>
    [JsonIgnore]
    public UInt128 Fingerprint { get; set; }

    [JsonIgnore]
    public bool Deleted { get; set; }
}
