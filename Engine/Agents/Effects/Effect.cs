using System.Text.Json.Serialization;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Engine.Agents.Effects;

/// <summary>
/// Something that leaves the system, as the agent's state keeps it until it ended. Immutable; changed only by
/// <see cref="EffectMachine"/>, along <see cref="EffectTransitions"/>.
/// </summary>
public sealed record Effect
{
    /// <summary>See <see cref="Effects.EffectId"/>.</summary>
    public required string Id { get; init; }

    /// <summary>The agent.</summary>
    public required string AgentId { get; init; }

    /// <summary>What it does.</summary>
    public required EffectKind Kind { get; init; }

    /// <summary>Where it stands.</summary>
    public EffectState State { get; init; }

    /// <summary>The cause it was made from.</summary>
    public required string Cause { get; init; }

    /// <summary>SHA-256 of the request's body; empty for an occurrence.</summary>
    public string BodyHash { get; init; } = "";

    /// <summary>The world it belongs to; in another one it is abandoned.</summary>
    public required string World { get; init; }

    /// <summary>The account it acts with, <c>world/credential</c>.</summary>
    public required string AccountKey { get; init; }

    /// <summary>The exact payload; null until it is written. Never changed once an attempt was made.</summary>
    public SocialPost? Payload { get; init; }

    /// <summary>
    /// The least trusted label of all that stood in the prompt from which the payload was written; what is remembered of it carries the
    /// label on. A reply stands in a stranger's conversation and is never trusted more than their words, whatever this says.
    /// </summary>
    public Provenance Trust { get; init; } = Provenance.Self;

    /// <summary>What to write about; null for the agent's own choice.</summary>
    public string? Topic { get; init; }

    /// <summary>Who chose the topic: what is not an operator's or the agent's own stands in the prompt as data, and vouches for nothing.</summary>
    public Provenance TopicProvenance { get; init; } = Provenance.Operator;

    /// <summary>Whether it only shows what would come of something: never sent, and not remembered.</summary>
    public bool IsTrial { get; init; }

    /// <summary>Whether schedule and near-duplicate checks are skipped.</summary>
    public bool Force { get; init; }

    /// <summary>Of a post that is still to be written: how many parts it may have; 1 for a single post.</summary>
    public int MostParts { get; init; } = 1;

    /// <summary>
    /// What a person fixed of the payload before it is written: the post that it concerns, which has to be read first, and a text where they wrote one
    /// (empty where the agent writes). Null for nothing.
    /// </summary>
    public SocialPost? Frame { get; init; }

    /// <summary>The post that a person asked it to act on; null for none.</summary>
    [JsonIgnore]
    public string? AskedTargetId => Frame is { } frame ? frame.ReplyToId ?? frame.QuoteOfId ?? frame.LikeId ?? frame.RepostId : null;

    /// <summary>
    /// Whether a model writes its text, or wrote it; false for what has none, and for a person's own: that was fixed in the frame, or was the payload
    /// before any model was asked.
    /// </summary>
    [JsonIgnore]
    public bool IsGenerated => Kind is EffectKind.Post or EffectKind.Reply or EffectKind.Quote && Frame is null or { Text: "" } && (Payload is null || Composings > 0);

    /// <summary>Whether a person asked for it.</summary>
    [JsonIgnore]
    public bool IsRequested => EffectId.KindOf(Cause) == EffectId.Request;

    /// <summary>Its place in a thread, from the moment at which the thread is written; null where it stands alone.</summary>
    public ThreadPlace? Thread { get; init; }

    /// <summary>Whether it is a later part of a thread whose predecessor has no id yet that it could answer.</summary>
    [JsonIgnore]
    public bool AwaitsPredecessor => Thread is { Part: > 1 } && Payload?.ReplyToId is null;

    /// <summary>When the intent was stored.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Raised by every change.</summary>
    public long Version { get; init; } = 1;

    /// <summary>Nothing is done for it before; null for at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Not begun after this any more; null for no limit.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Times a model was asked for its payload, counted when the budget is reserved.</summary>
    public int Composings { get; init; }

    /// <summary>Reserved of the agent's budget for the present composing and not yet settled, in millionths of a dollar.</summary>
    public long Reserved { get; init; }

    /// <summary>Whether a person approved it.</summary>
    public bool Approved { get; init; }

    /// <summary>The last attempt; null before the first.</summary>
    public EffectAttempt? Attempt { get; init; }

    /// <summary>How the last attempt ended, a code of <see cref="SocialOutcomeCodes"/>; empty while that is not known.</summary>
    public string LastOutcome { get; init; } = "";

    /// <summary>Reads of the timeline begun for it.</summary>
    public int Reads { get; init; }

    /// <summary>When a read first did not show it, counting only reads that count; null before.</summary>
    public DateTimeOffset? AbsentSince { get; init; }

    /// <summary>The vendor's id; null until confirmed.</summary>
    public string? ExternalId { get; init; }

    /// <summary>A stable code for why it stands as it does; empty when there is nothing to say.</summary>
    public string Verdict { get; init; } = "";

    /// <summary>The verdict in words, free of secrets.</summary>
    public string Detail { get; init; } = "";

    /// <summary>Whether nothing more happens by itself.</summary>
    public bool HasEnded => EffectTransitions.IsTerminal(State) || State == EffectState.Unknown;

    /// <summary>The effect as others see it.</summary>
    public EffectView ToView() => new()
    {
        EffectId = Id,
        AgentId = AgentId,
        Kind = Kind,
        State = State,
        Text = Payload?.Text ?? "",
        ExternalId = ExternalId,
        At = At,
        UpdatedAt = UpdatedAt,
        Verdict = Verdict,
        Detail = Detail,
        World = World,
        TargetId = (Payload ?? Frame) is { } post ? post.DeleteId ?? post.LikeId ?? post.RepostId ?? post.ReplyToId ?? post.QuoteOfId : null,
        Poll = (Payload ?? Frame)?.Poll,
        MediaIds = (Payload ?? Frame)?.MediaIds,
        MadeWithAi = (Payload ?? Frame) is { MadeWithAi: true },
        Cause = EffectId.KindOf(Cause),
        Version = Version,
        Attempts = Attempt?.Number ?? 0,
        BodyHash = BodyHash,
        AccountKey = AccountKey,
        ThreadId = Thread?.HeadId,
        ThreadPart = Thread?.Part ?? 0,
        ThreadParts = Thread?.Of ?? 0,
        ThreadNextId = Thread is { } place && place.Part < place.Of ? EffectId.From(AgentId, EffectId.OfThreadPart(place.HeadId, place.Part + 1)) : null,
    };
}
