namespace PuppetEngine.Engine.Memory;

/// <summary>A request to a model that tends a memory.</summary>
/// <param name="CallId">An id that follows from what is asked about, so that a repetition is charged once.</param>
/// <param name="System">The system message.</param>
/// <param name="User">The user message.</param>
/// <param name="JsonSchema">The schema of the answer.</param>
/// <param name="SchemaName">The schema's name.</param>
public sealed record MemoryPrompt(string CallId, string System, string User, string JsonSchema, string SchemaName);

/// <summary>A model's answer.</summary>
/// <param name="Json">The JSON; empty when there is none.</param>
/// <param name="Failure">Why there is none; null on success.</param>
public sealed record MemoryAnswer(string Json, string? Failure);
