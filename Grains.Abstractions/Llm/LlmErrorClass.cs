using Orleans;

namespace PuppetEngine.Grains.Abstractions.Llm;

/// <summary>Why an attempt at a model failed; decides whether the next tier is tried.</summary>
[GenerateSerializer, Alias("PuppetEngine.Llm.LlmErrorClass")]
public enum LlmErrorClass
{
    /// <summary>A rate window is closed (429, 408, 409).</summary>
    RateLimit = 0,

    /// <summary>Money or quota is used up (402, insufficient quota).</summary>
    Quota = 1,

    /// <summary>The key or the model is not accepted (401, 403, 404).</summary>
    Auth = 2,

    /// <summary>The deadline passed.</summary>
    Timeout = 3,

    /// <summary>The provider failed (5xx, reset, 200 with an error body).</summary>
    Server = 4,

    /// <summary>The answer is empty, is no JSON, or does not satisfy the schema, also after repair.</summary>
    BadOutput = 5,

    /// <summary>The provider's filter refused the prompt or the answer.</summary>
    ContentFilter = 6,

    /// <summary>The prompt is longer than the model takes.</summary>
    ContextLength = 7,

    /// <summary>The request itself is wrong (400).</summary>
    InvalidRequest = 8,

    /// <summary>A ceiling of ours would be passed: no call was made.</summary>
    Budget = 9,

    /// <summary>The tier's circuit is open: no call was made.</summary>
    CircuitOpen = 10,

    /// <summary>No tier is configured: no call was made.</summary>
    NotConfigured = 11,
}
