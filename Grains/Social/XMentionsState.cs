using System.Text.Json;
using System.Text.Json.Serialization;
using PuppetEngine.Grains.State;

namespace PuppetEngine.Grains.Social;

/// <summary>The state <c>x-mentions</c>: whom an account's mentions are for, and how far they were read.</summary>
internal sealed class XMentionsState : IVersionedState
{
    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <summary>The agents that speak by the account, in the order of their ids.</summary>
    public List<string> Agents { get; set; } = [];

    /// <summary>Everything at or below was taken by an agent; empty before the first agent.</summary>
    public string SinceId { get; set; } = "";

    /// <summary>A reading that is not at its end; null when none is.</summary>
    public MentionSweep? Sweep { get; set; }

    /// <summary>Who was given which mention above <see cref="SinceId"/>, where it may come again.</summary>
    public List<AssignedMention> Assigned { get; set; } = [];

    /// <summary>The account's user id; empty until it was looked up.</summary>
    public string OwnId { get; set; } = "";

    /// <summary>The account's handle.</summary>
    public string OwnHandle { get; set; } = "";

    /// <summary>Its access tier as far as the network tells; empty when it does not.</summary>
    public string Tier { get; set; } = "";

    /// <summary>The user id under which the agents were last noted as this house's; empty before the first time.</summary>
    public string ClaimedId { get; set; } = "";

    /// <summary>The agents that were noted then.</summary>
    public List<string> ClaimedFor { get; set; } = [];

    /// <summary>The fingerprint of the credentials that all of this were looked up with.</summary>
    public string IdentifiedBy { get; set; } = "";

    /// <inheritdoc/>
    [JsonExtensionData] public Dictionary<string, JsonElement>? Extra { get; set; }
}

/// <summary>
/// One reading of all that is new, page by page, newest first. Its agents stay the same to its end, so that a page which is read again
/// goes to whom it went before.
/// </summary>
internal sealed record MentionSweep
{
    /// <summary>What is stored as read when it ends.</summary>
    public required string Upto { get; init; }

    /// <summary>The agents among whom the mentions are divided.</summary>
    public required List<string> Agents { get; init; }

    /// <summary>The next page; null for the first.</summary>
    public string? PageToken { get; init; }

    /// <summary>Members of a newer release.</summary>
    [JsonExtensionData] public Dictionary<string, JsonElement>? Extra { get; set; }
}

/// <summary>A mention and the agent that it was given to.</summary>
internal sealed record AssignedMention
{
    /// <summary>The post's id.</summary>
    public required string Post { get; init; }

    /// <summary>The agent's id.</summary>
    public required string Agent { get; init; }

    /// <summary>Members of a newer release.</summary>
    [JsonExtensionData] public Dictionary<string, JsonElement>? Extra { get; set; }
}
