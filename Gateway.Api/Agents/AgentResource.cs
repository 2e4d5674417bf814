using System.Text.Json;
using System.Text.Json.Nodes;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Gateway.Api.Agents;

/// <summary>An agent in a list.</summary>
public record AgentSummary
{
    /// <summary>The id.</summary>
    public required string Id { get; init; }

    /// <summary>The display name.</summary>
    public required string Name { get; init; }

    /// <summary>One or two sentences; may be empty.</summary>
    public required string Description { get; init; }

    /// <summary><c>active</c>, <c>paused</c>, <c>needs_account</c>, <c>killed</c> or <c>deleted</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Why, where the status needs a reason; empty otherwise.</summary>
    public required string StatusReason { get; init; }

    /// <summary>What becomes of its posts: <c>dry_run</c>, <c>review</c> or <c>live</c>.</summary>
    public required PublishMode Publish { get; init; }

    /// <summary>The world its account is in: <c>live</c>, or one that begins with <c>emulated</c>; empty without an account.</summary>
    public required string World { get; init; }

    /// <summary>Its handle without the at sign, as the network says or else its definition; empty when unknown.</summary>
    public required string Handle { get; init; }

    /// <summary>Its account, <c>world/credential</c>; empty without one. Agents that name the same one share it.</summary>
    public required string Account { get; init; }

    /// <summary>The account's access tier as far as the network tells; empty when unknown.</summary>
    public required string Tier { get; init; }

    /// <summary>Why the account makes no calls now; null when it may.</summary>
    public required string? AccountStoppedBy { get; init; }

    /// <summary>Tags.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>How it feels.</summary>
    public required Mood Mood { get; init; }

    /// <summary>The next occurrence of anything; null when nothing is due.</summary>
    public required DateTimeOffset? NextDue { get; init; }

    /// <summary>When it last posted; null when never.</summary>
    public required DateTimeOffset? LastPostAt { get; init; }

    /// <summary>The text of the last post; empty when never.</summary>
    public required string LastPostText { get; init; }

    /// <summary>Confirmed posts.</summary>
    public required long PostCount { get; init; }

    /// <summary>The definition's version.</summary>
    public required long DefinitionVersion { get; init; }

    internal static AgentSummary From(AgentCard card, SocialAccountStatus? account) => Fill(card, account, null);

    internal static AgentResource From(AgentCard card, SocialAccountStatus? account, DefinitionView definition) => (AgentResource)Fill(card, account, definition);

    private static AgentSummary Fill(AgentCard card, SocialAccountStatus? account, DefinitionView? definition)
    {
        var handle = account is { Handle.Length: > 0 } ? account.Handle : card.Handle;
        var tier = account?.Tier ?? "";
        var slash = card.AccountKey.IndexOf('/', StringComparison.Ordinal);
        var world = slash > 0 ? card.AccountKey[..slash] : "";
        var mood = new Mood(card.Valence, card.Arousal, card.Dominance);
        return definition is null
            ? new AgentSummary
            {
                Id = card.Id, Name = card.Name, Description = card.Description, Status = card.Status, StatusReason = card.StatusReason,
                Publish = card.Publish, World = world, Handle = handle, Account = card.AccountKey, Tier = tier, AccountStoppedBy = account?.StoppedBy, Tags = card.Tags, Mood = mood, NextDue = card.NextDue,
                LastPostAt = card.LastPostAt, LastPostText = card.LastPostText, PostCount = card.PostCount, DefinitionVersion = card.DefinitionVersion,
            }
            : new AgentResource
            {
                Id = card.Id, Name = card.Name, Description = card.Description, Status = card.Status, StatusReason = card.StatusReason,
                Publish = card.Publish, World = world, Handle = handle, Account = card.AccountKey, Tier = tier, AccountStoppedBy = account?.StoppedBy, Tags = card.Tags, Mood = mood, NextDue = card.NextDue,
                LastPostAt = card.LastPostAt, LastPostText = card.LastPostText, PostCount = card.PostCount, DefinitionVersion = definition.Version,
                Definition = JsonNode.Parse(definition.Json, documentOptions: new JsonDocumentOptions { MaxDepth = 64 }) as JsonObject ?? [],
                DefinitionSource = definition.Source, DefinitionAppliedAt = definition.AppliedAt, Pending = definition.Pending,
                ApproveWith = definition.Pending.Count > 0 ? $"./puppet approve-definition {card.Id}" : null,
            };
    }
}

/// <summary>An agent with its definition.</summary>
public sealed record AgentResource : AgentSummary
{
    /// <summary>The definition in force; secrets read <c>***</c>, and <c>***</c> written back keeps the value.</summary>
    public required JsonObject Definition { get; init; }

    /// <summary>Where the definition came from: <c>file:NAME</c> or <c>api:KEYNAME</c>.</summary>
    public required string DefinitionSource { get; init; }

    /// <summary>When it was applied.</summary>
    public required DateTimeOffset DefinitionAppliedAt { get; init; }

    /// <summary>Privileged fields whose loosening waits for a call with the scope <c>admin</c>.</summary>
    public required IReadOnlyList<string> Pending { get; init; }

    /// <summary>The command that approves what waits; null where nothing does.</summary>
    public string? ApproveWith { get; init; }
}

/// <summary>How an agent feels.</summary>
/// <param name="Valence">Bad to good, -1 to 1.</param>
/// <param name="Arousal">Calm to excited, 0 to 1.</param>
/// <param name="Dominance">Led to leading, 0 to 1.</param>
public sealed record Mood(double Valence, double Arousal, double Dominance);
