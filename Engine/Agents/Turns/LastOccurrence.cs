namespace PuppetEngine.Engine.Agents.Turns;

/// <summary>What became of an occurrence of the schedule.</summary>
/// <param name="Due">When it was due.</param>
/// <param name="EffectId">Its effect; null when it was skipped.</param>
/// <param name="Result">An effect's state, or <c>skipped</c>.</param>
/// <param name="Reason">Why, in words; empty when it ran.</param>
public sealed record LastOccurrence(DateTimeOffset Due, string? EffectId, string Result, string Reason);
