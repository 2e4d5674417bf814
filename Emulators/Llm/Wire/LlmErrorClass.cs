namespace PuppetEngine.Emulators.Llm.Wire;

/// <summary>Why a model's provider refuses.</summary>
internal enum LlmErrorClass
{
    InvalidRequest,
    InvalidKey,
    Forbidden,
    ModelNotFound,
    RateLimit,
    Quota,
    PaymentRequired,
    ContentFilter,
    ContextLength,
    Server,
}
