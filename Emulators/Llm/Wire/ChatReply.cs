namespace PuppetEngine.Emulators.Llm.Wire;

/// <summary>What the model says, before it is put into a provider's frame.</summary>
internal sealed record ChatReply(string Content)
{
    public List<ToolCall> ToolCalls { get; init; } = [];

    public string FinishReason { get; init; } = "stop";
}
