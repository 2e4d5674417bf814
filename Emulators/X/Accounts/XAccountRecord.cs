namespace PuppetEngine.Emulators.X.Accounts;

/// <summary>What of an account is written to the log.</summary>
internal sealed record XAccountRecord
{
    public required ulong UserId { get; init; }

    public required string Handle { get; init; }

    public required string Name { get; init; }

    public string ConsumerKey { get; init; } = "";

    /// <summary>OAuth 1.0a token; empty for a scripted user, who never signs anything.</summary>
    public string AccessToken { get; init; } = "";

    public string AccessSecret { get; init; } = "";

    public string Tier { get; init; } = "pay_per_use";

    public XAccessLevel Access { get; init; } = XAccessLevel.ReadWrite;

    /// <summary>Lacks the automated account label. Put in the negative so that older logs read as labelled.</summary>
    public bool Unlabelled { get; init; }

    /// <summary>X did not approve that a model writes its replies. Put in the negative as above.</summary>
    public bool AiRepliesRefused { get; init; }

    /// <summary>The bio.</summary>
    public string Description { get; init; } = "";

    public DateTimeOffset? CreatedAt { get; init; }

    public int Followers { get; init; }

    public int Following { get; init; }

    public int LagMs { get; init; }

    /// <summary>Premium accounts may write 25,000 characters.</summary>
    public bool Premium { get; init; }
}
