namespace PuppetEngine.Engine.Social;

/// <summary>What a text may hold when it leaves. Whatever names an outside thing must come from the definition or an operator.</summary>
public sealed record OutgoingRules
{
    /// <summary>Handles, without at sign, that may be named: the account's own and those of the conversation.</summary>
    public IReadOnlyCollection<string> Mentions { get; init; } = [];

    /// <summary>Texts of the definition and of operators: links, addresses and cashtags in them may be said.</summary>
    public IReadOnlyCollection<string> TrustedTexts { get; init; } = [];

    /// <summary>System prompts, of which no twelve consecutive words may leave.</summary>
    public IReadOnlyCollection<string> SystemPrompts { get; init; } = [];

    /// <summary>Knows the deployment's secrets when it sees one. Default: none are configured.</summary>
    public ISecretSpotter Secrets { get; init; } = NoSecrets.Instance;

    /// <summary>Whether the definition allows links at all.</summary>
    public bool AllowLinks { get; init; }
}
