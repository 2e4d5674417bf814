namespace PuppetEngine.Emulators.Control;

/// <summary>Body of <c>POST /control/x/mentions</c>: a scripted user writes to an account.</summary>
internal sealed record XMentionRequest
{
    /// <summary>Handle of the scripted user; made where it does not exist.</summary>
    public required string From { get; init; }

    /// <summary>Handle of the account that is mentioned.</summary>
    public required string To { get; init; }

    /// <summary>The text; <c>@to</c> is put in front where it is missing.</summary>
    public required string Text { get; init; }

    /// <summary>Post that is answered.</summary>
    public string? InReplyTo { get; init; }

    public int? LagMs { get; init; }
}
