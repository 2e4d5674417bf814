namespace PuppetEngine.Engine.Agents.Turns;

/// <summary>A post as the agent keeps it at hand, to not repeat itself.</summary>
/// <param name="EffectId">The effect.</param>
/// <param name="Text">The text as sent.</param>
/// <param name="At">When it was confirmed or recorded.</param>
/// <param name="ExternalId">The vendor's id; null for a dry run.</param>
public sealed record RecentPost(string EffectId, string Text, DateTimeOffset At, string? ExternalId);
