namespace PuppetEngine.Engine.Access;

/// <summary>The worlds this process acts in: set explicitly, never inferred from keys that happen to be there.</summary>
/// <param name="X">Where posts go.</param>
/// <param name="Llm">Where models answer.</param>
/// <param name="Solana">Where money moves; Jupiter shares it.</param>
public sealed record Worlds(World X, World Llm, World Solana);
