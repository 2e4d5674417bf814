using PuppetEngine.Grains.Abstractions.Llm;

namespace PuppetEngine.Engine.Llm.Errors;

/// <summary>What a failed answer means.</summary>
/// <param name="Class">Why it failed.</param>
/// <param name="Status">The status; for an error inside a 200 the one it names there, else 200.</param>
/// <param name="RetryAfter">How long the provider asks to wait; null when it does not say.</param>
/// <param name="Detail">Status, code and message, shortened and free of keys.</param>
/// <param name="FormatRefused">Whether it is the form of structured output that was refused.</param>
public sealed record LlmVerdict(LlmErrorClass Class, int Status, TimeSpan? RetryAfter, string Detail, bool FormatRefused = false);
