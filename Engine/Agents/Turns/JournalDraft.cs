namespace PuppetEngine.Engine.Agents.Turns;

/// <summary>A journal entry before it has its place in the chain.</summary>
/// <param name="Key">Unique per agent: the same step told again is the same entry.</param>
/// <param name="Kind">One of <see cref="Grains.Abstractions.Journal.JournalKinds"/>.</param>
/// <param name="EffectId">The effect; empty for none.</param>
/// <param name="Summary">A short line for a person.</param>
/// <param name="Payload">What replay and audit need, a type of <see cref="JournalPayloads"/>; null for none.</param>
public sealed record JournalDraft(string Key, string Kind, string EffectId, string Summary, object? Payload);
