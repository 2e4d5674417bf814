namespace PuppetEngine.Engine.Social;

/// <summary>What X's rules make of an account: its app's tier, and what its owner has arranged with X. The owner states it; X cannot be asked.</summary>
public sealed record SocialStanding
{
    /// <summary>The account's handle, without at sign.</summary>
    public required string Handle { get; init; }

    /// <summary>The tier of its app.</summary>
    public SocialTier Tier { get; init; } = SocialTier.Of(null);

    /// <summary>Whether its profile has the label "Automated" with a linked human account, and its bio says so. Default: false.</summary>
    public bool IsLabelledAutomated { get; init; }

    /// <summary>Whether X approved in writing that a model writes its replies. Default: false.</summary>
    public bool AiRepliesApproved { get; init; }

    /// <summary>Whether X agreed in writing that a program decides on the account's likes. Default: false.</summary>
    public bool AutomatedLikesApproved { get; init; }
}
