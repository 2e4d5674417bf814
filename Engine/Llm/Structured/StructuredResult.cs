namespace PuppetEngine.Engine.Llm.Structured;

/// <summary>What was made of an answer that should be JSON.</summary>
/// <param name="Json">The JSON, which satisfies the schema; null when none could be had.</param>
/// <param name="Repaired">Whether it was dug out of other text or mended.</param>
/// <param name="Problem">What is wrong, in places and rules, never values; null on success.</param>
public sealed record StructuredResult(string? Json, bool Repaired, string? Problem);
