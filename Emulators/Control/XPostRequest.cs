namespace PuppetEngine.Emulators.Control;

/// <summary>
/// Body of <c>POST /control/x/posts</c>: somebody writes a post without the vendor API, whoever it is: a scripted user, or the person who
/// owns an agent's account and posts by hand.
/// </summary>
internal sealed record XPostRequest
{
    /// <summary>Handle of the author; made as a scripted user where it does not exist.</summary>
    public required string Author { get; init; }

    public string Text { get; init; } = "";

    public string? InReplyTo { get; init; }

    public string? QuoteOf { get; init; }

    /// <summary>The post that is only repeated; excludes all else.</summary>
    public string? RepostOf { get; init; }

    public int? LagMs { get; init; }
}
