namespace PuppetEngine.Emulators.Llm.Wire;

/// <summary>A status, headers and body, ready to be written.</summary>
internal sealed record LlmAnswer(int Status, byte[] Body)
{
    public Dictionary<string, string> Headers { get; init; } = [];
}
