using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Engine.Social;

/// <summary>Something that an agent is about to do on the network, with the facts that the rules ask for.</summary>
/// <param name="Form">What it is.</param>
public sealed record SocialProposal(SocialForm Form)
{
    /// <summary>The text; empty for what has none.</summary>
    public string Text { get; init; } = "";

    /// <summary>The post that is answered, quoted, liked or reposted; null for a post of its own and a follow.</summary>
    public SeenPost? Target { get; init; }

    /// <summary>Whether the target quotes one of the account's own posts, which summons it as a mention does.</summary>
    public bool TargetQuotesOwn { get; init; }

    /// <summary>Whether a person asked for it: an operator through the API or the console, and nobody from outside.</summary>
    public bool ByOperator { get; init; }

    /// <summary>Whether a model wrote the text. Default: true.</summary>
    public bool IsGenerated { get; init; } = true;

    /// <summary>Whether a model made the media and the post does not say so.</summary>
    public bool HidesAiMedia { get; init; }

    /// <summary>Whether this interaction, the target post, has its reply already.</summary>
    public bool AlreadyAnswered { get; init; }

    /// <summary>Whether the target's author told the account to stop.</summary>
    public bool AuthorOptedOut { get; init; }
}
