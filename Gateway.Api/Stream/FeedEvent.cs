using PuppetEngine.Gateway.Api.Effects;

namespace PuppetEngine.Gateway.Api.Stream;

/// <summary>Something that happened, as the stream tells it.</summary>
/// <param name="Position">The position in the feed of all agents, the event's id.</param>
/// <param name="AgentId">The agent.</param>
/// <param name="Seq">The row in the agent's journal.</param>
/// <param name="At">When it happened.</param>
/// <param name="Kind">The kind of entry, as in <c>effect.ended</c>; the event's name.</param>
/// <param name="EffectId">The effect it belongs to; empty when it belongs to none.</param>
/// <param name="Summary">A short line for a person.</param>
/// <param name="Effect">The effect as it stood when the gateway read it, where it ended or waits for a person; null otherwise.</param>
public sealed record FeedEvent(long Position, string AgentId, long Seq, DateTimeOffset At, string Kind, string EffectId, string Summary, EffectResource? Effect);

/// <summary>Events that a subscriber did not get: it should read its lists again.</summary>
/// <param name="From">The last position it got; null when unknown.</param>
/// <param name="To">The last position it missed.</param>
public sealed record FeedGap(long? From, long To);
