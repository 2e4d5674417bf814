using Orleans;

namespace PuppetEngine.Grains.Abstractions.Social;

/// <summary>The answer to a read or a change of the stream's rules.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Social.StreamRules")]
public sealed record StreamRules
{
    /// <summary>How the call went. A change that X took in part is <see cref="OutcomeClass.Sent"/> with <see cref="Problems"/>.</summary>
    [Id(0)] public required SocialOutcome Outcome { get; init; }

    /// <summary>A read: all rules of the app. An addition: those in force that were asked for, a duplicate with the id it had before.</summary>
    [Id(1)] public List<StreamRule> Rules { get; init; } = [];

    /// <summary>What X did not take, a sentence each, with the rule's text or id.</summary>
    [Id(2)] public List<string> Problems { get; init; } = [];
}
