using PuppetEngine.Emulators.Llm.Wire;

namespace PuppetEngine.Emulators.Llm;

/// <summary>A reply set by the control API for the first request that fits.</summary>
internal sealed record ScriptedReply
{
    public string Id { get; init; } = "";

    /// <summary>Provider's name in the path; null for any.</summary>
    public string? Provider { get; init; }

    public string? Model { get; init; }

    /// <summary>Text that must stand somewhere in the messages; null for any.</summary>
    public string? Contains { get; init; }

    public string Content { get; init; } = "";

    public List<ToolCall> ToolCalls { get; init; } = [];

    public string? FinishReason { get; init; }

    /// <summary>How often it is given; 0 for ever.</summary>
    public int Times { get; init; } = 1;

    public bool Fits(string provider, ChatRequest request) =>
        (Provider is null || string.Equals(Provider, provider, StringComparison.OrdinalIgnoreCase))
        && (Model is null || Model == request.Model)
        && (Contains is null || request.Messages.Exists(m => m.Content.Contains(Contains, StringComparison.Ordinal)));

    public ChatReply ToReply() => new(Content)
    {
        ToolCalls = ToolCalls,
        FinishReason = FinishReason ?? (ToolCalls.Count > 0 ? "tool_calls" : "stop"),
    };
}
