using Orleans;
using PuppetEngine.Grains.Abstractions.Social;
using PuppetEngine.Grains.Abstractions.Trading;

namespace PuppetEngine.Grains.Abstractions.Agents;

/// <summary>An effect as the API, the console and the CLI show it.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Agents.EffectView")]
public sealed record EffectView
{
    /// <summary>hash(agent, cause), 32 lower-case hex digits behind an <c>e</c>.</summary>
    [Id(0)] public required string EffectId { get; init; }

    /// <summary>The agent.</summary>
    [Id(1)] public required string AgentId { get; init; }

    /// <summary>What it does.</summary>
    [Id(2)] public required EffectKind Kind { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(3)] public required EffectState State { get; init; }

    /// <summary>The exact text; empty until it is written.</summary>
    [Id(4)] public string Text { get; init; } = "";

    /// <summary>The vendor's id; null until confirmed.</summary>
    [Id(5)] public string? ExternalId { get; init; }

    /// <summary>When the intent was stored.</summary>
    [Id(6)] public required DateTimeOffset At { get; init; }

    /// <summary>When it last changed.</summary>
    [Id(7)] public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Why it ended as it did, or why it waits: a stable code, as in <c>blocked_outgoing</c>; empty when there is nothing to say.</summary>
    [Id(8)] public string Verdict { get; init; } = "";

    /// <summary>The verdict in words, free of secrets.</summary>
    [Id(9)] public string Detail { get; init; } = "";

    /// <summary>The world it belongs to.</summary>
    [Id(10)] public required string World { get; init; }

    /// <summary>The post that is answered, quoted, liked, reposted or deleted; null otherwise.</summary>
    [Id(11)] public string? TargetId { get; init; }

    /// <summary>What caused it: <c>occurrence</c>, <c>request</c>, <c>mention</c>, <c>observation</c> (a post that it came across), <c>event</c>, or <c>thread</c>: the part before it.</summary>
    [Id(12)] public string Cause { get; init; } = "";

    /// <summary>Raised by every change; a projection is replaced only by a higher one.</summary>
    [Id(13)] public long Version { get; init; }

    /// <summary>How many attempts were made.</summary>
    [Id(14)] public int Attempts { get; init; }

    /// <summary>SHA-256 of the request's body, lower-case hex; empty for an occurrence.</summary>
    [Id(15)] public string BodyHash { get; init; } = "";

    /// <summary>The account it acts with, <c>world/credential</c>.</summary>
    [Id(16)] public string AccountKey { get; init; } = "";

    /// <summary>The effect of the first part of its thread, which names the thread; null where it stands alone.</summary>
    [Id(17)] public string? ThreadId { get; init; }

    /// <summary>Its place in the thread, from 1; 0 where it stands alone.</summary>
    [Id(18)] public int ThreadPart { get; init; }

    /// <summary>How many parts the thread has; 0 where it stands alone.</summary>
    [Id(19)] public int ThreadParts { get; init; }

    /// <summary>The effect of the part that follows; null for the last one and for a post that stands alone.</summary>
    [Id(20)] public string? ThreadNextId { get; init; }

    /// <summary>The poll under the post; null for none.</summary>
    [Id(21)] public SocialPoll? Poll { get; init; }

    /// <summary>The media under the post, ids of uploads; null for none.</summary>
    [Id(22)] public List<string>? MediaIds { get; init; }

    /// <summary>Whether the post says that a model made its media.</summary>
    [Id(23)] public bool MadeWithAi { get; init; }

    /// <summary>The trade of a <see cref="EffectKind.Swap"/>; null for all else.</summary>
    [Id(24)] public TradeView? Trade { get; init; }
}
