namespace PuppetEngine.Emulators.Control;

/// <summary>Body of <c>POST /control/x/accounts</c>: a new account, or what of a known one changes.</summary>
internal sealed record XAccountRequest
{
    public required string Handle { get; init; }

    public string? UserId { get; init; }

    public string? Name { get; init; }

    public string? ConsumerKey { get; init; }

    public string? ConsumerSecret { get; init; }

    public string? AccessToken { get; init; }

    public string? AccessSecret { get; init; }

    public string? ClientId { get; init; }

    public string? ClientSecret { get; init; }

    /// <summary>Scopes of a token pair to issue at once; the answer carries it.</summary>
    public string? Grant { get; init; }

    public string? Tier { get; init; }

    /// <summary><c>read</c>, <c>read-write</c> or <c>read-write-directmessages</c>.</summary>
    public string? Access { get; init; }

    /// <summary>Whether it carries the automated account label. Default: true.</summary>
    public bool? AutomatedLabel { get; init; }

    /// <summary>Whether X approved replies of a model. Default: true.</summary>
    public bool? AiRepliesApproved { get; init; }

    public string? Description { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public int? Followers { get; init; }

    public int? Following { get; init; }

    public int? LagMs { get; init; }

    public bool? Premium { get; init; }
}
