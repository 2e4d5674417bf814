using PuppetEngine.Engine.Llm.Structured;
using PuppetEngine.Grains.Abstractions.Llm;

namespace PuppetEngine.Engine.Llm.Chain;

/// <summary>What is asked in one attempt.</summary>
/// <param name="Request">The request.</param>
/// <param name="Tools">Its tools.</param>
/// <param name="Tier">Who is asked.</param>
/// <param name="Model">The model asked for.</param>
/// <param name="Mode">The form of structured output asked for.</param>
/// <param name="MaxOutputTokens">What the model may write.</param>
internal sealed record AttemptCall(LlmRequest Request, ChatTools Tools, LlmTier Tier, string Model, StructuredOutputMode Mode, int MaxOutputTokens);
