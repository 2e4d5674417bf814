using System.Text.Json.Serialization;
using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Gateway.Api.Effects;

/// <summary>Something that leaves the system once.</summary>
public sealed record EffectResource
{
    /// <summary>The effect's id.</summary>
    public required string EffectId { get; init; }

    /// <summary>The agent.</summary>
    public required string AgentId { get; init; }

    /// <summary>What it does outside.</summary>
    public required EffectKind Kind { get; init; }

    /// <summary>Where it stands.</summary>
    public required EffectState Status { get; init; }

    /// <summary>The exact text; empty until it is written.</summary>
    public required string Text { get; init; }

    /// <summary>The vendor's id; null until confirmed.</summary>
    public required string? ExternalId { get; init; }

    /// <summary>When the intent was stored.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Why it ended as it did, or why it waits: a stable code; empty when there is nothing to say.</summary>
    public required string Verdict { get; init; }

    /// <summary>The verdict in words.</summary>
    public required string Detail { get; init; }

    /// <summary>The world it belongs to.</summary>
    public required string World { get; init; }

    /// <summary>The post that is answered or deleted; null otherwise.</summary>
    public required string? TargetId { get; init; }

    /// <summary>What caused it: <c>occurrence</c>, <c>request</c>, <c>mention</c>, <c>observation</c> (a post that it came across), <c>event</c>, or <c>thread</c>: the part before it.</summary>
    public required string Cause { get; init; }

    /// <summary>How many attempts were made.</summary>
    public required int Attempts { get; init; }

    /// <summary>Its place in a thread; null where it stands alone.</summary>
    public required ThreadResource? Thread { get; init; }

    /// <summary>The poll under it; left out where there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PollRequest? Poll { get; init; }

    /// <summary>The media under it, ids of uploads; left out where there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? MediaIds { get; init; }

    /// <summary>Whether it says that a model made its media; left out where it does not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool MadeWithAi { get; init; }

    internal static EffectResource From(EffectView view) => new()
    {
        EffectId = view.EffectId, AgentId = view.AgentId, Kind = view.Kind, Status = view.State, Text = view.Text, ExternalId = view.ExternalId,
        At = view.At, UpdatedAt = view.UpdatedAt, Verdict = view.Verdict, Detail = view.Detail, World = view.World, TargetId = view.TargetId,
        Cause = view.Cause, Attempts = view.Attempts, Thread = ThreadResource.From(view),
        Poll = PollRequest.From(view.Poll), MediaIds = view.MediaIds, MadeWithAi = view.MadeWithAi,
    };
}
