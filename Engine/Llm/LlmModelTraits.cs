using PuppetEngine.Engine.Llm.Structured;

namespace PuppetEngine.Engine.Llm;

/// <summary>What a chain must know of a model before it asks for it.</summary>
/// <param name="ContextTokens">How many tokens prompt and answer may have together.</param>
/// <param name="ReasoningTokens">Tokens allowed for reasoning beside those of the answer.</param>
/// <param name="StructuredOutput">The best kind of structured output it knows.</param>
public sealed record LlmModelTraits(int ContextTokens, int ReasoningTokens, StructuredOutputMode StructuredOutput);
