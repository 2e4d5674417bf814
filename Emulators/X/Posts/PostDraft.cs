namespace PuppetEngine.Emulators.X.Posts;

/// <summary>The body of <c>POST /2/tweets</c>, read and valid in shape.</summary>
internal sealed record PostDraft
{
    public string Text { get; init; } = "";

    public ulong? InReplyTo { get; init; }

    public List<ulong> ExcludedFromReply { get; init; } = [];

    public bool AddMentions { get; init; } = true;

    public ulong? Quoted { get; init; }

    public List<ulong> Media { get; init; } = [];

    /// <summary>The media is a film, which X links otherwise; set when the post is made.</summary>
    public bool Video { get; init; }

    /// <summary>Users who are mentioned whatever the text says; set by the control API alone.</summary>
    public List<ulong> AlsoMentions { get; init; } = [];

    public XPoll? Poll { get; init; }

    public bool MadeWithAi { get; init; }
}
