namespace PuppetEngine.Engine.Agents.Effects;

/// <summary>An attempt as it is stored before the act.</summary>
/// <param name="Number">From 1.</param>
/// <param name="StartedAt">When it was stored.</param>
/// <param name="Deadline">When the call is cut off; before <paramref name="NotAfter"/>.</param>
/// <param name="NotAfter">Nothing of this attempt reaches the vendor later, but for what is on its way.</param>
/// <param name="Baseline">The newest own post id known before it; a match must be above it.</param>
public sealed record EffectAttempt(int Number, DateTimeOffset StartedAt, DateTimeOffset Deadline, DateTimeOffset NotAfter, string Baseline);
