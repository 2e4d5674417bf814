namespace PuppetEngine.Grains.Llm;

/// <summary>The id of this process, by which its budget grain is found. A new one for each start.</summary>
/// <param name="Value">Not empty, unique for ever, beginning with a letter.</param>
public sealed record LlmSiloKey(string Value);
