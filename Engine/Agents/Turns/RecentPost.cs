using PuppetEngine.Grains.Abstractions.Access;

namespace PuppetEngine.Engine.Agents.Turns;

/// <summary>A post as the agent keeps it at hand, to not repeat itself.</summary>
/// <param name="EffectId">The effect.</param>
/// <param name="Text">The text as sent.</param>
/// <param name="At">When it was confirmed or recorded.</param>
/// <param name="ExternalId">The vendor's id; null for a dry run.</param>
/// <param name="Provenance">The least trusted label of what it was written from.</param>
public sealed record RecentPost(string EffectId, string Text, DateTimeOffset At, string? ExternalId, Provenance Provenance = Provenance.Self);
