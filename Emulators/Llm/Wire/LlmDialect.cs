namespace PuppetEngine.Emulators.Llm.Wire;

/// <summary>Whose error bodies and extra fields an answer has.</summary>
internal enum LlmDialect
{
    OpenAI,
    Azure,
    XAI,
    Gemini,
    DeepSeek,
    OpenRouter,
    DashScope,
}
