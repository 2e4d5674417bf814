namespace PuppetEngine.Engine.Llm;

/// <summary>Whose wire habits a tier has: error bodies, field names, what structured output it knows.</summary>
public enum LlmDialect
{
    /// <summary>OpenAI itself.</summary>
    OpenAI,

    /// <summary>Azure OpenAI through its v1 surface; the model is a deployment's name.</summary>
    Azure,

    /// <summary>xAI.</summary>
    Grok,

    /// <summary>Google's OpenAI-compatible surface; errors may be an array.</summary>
    Gemini,

    /// <summary>DeepSeek; knows no JSON Schema.</summary>
    DeepSeek,

    /// <summary>OpenRouter (Kimi and others); numeric codes, and errors inside a 200.</summary>
    OpenRouter,

    /// <summary>Qwen on DashScope; its <c>insufficient_quota</c> is a rate limit.</summary>
    Qwen,

    /// <summary>Any other server that speaks chat completions.</summary>
    Compatible,
}
