namespace PuppetEngine.Emulators.Llm.Wire;

/// <summary>A call the model asks for; the arguments are JSON text.</summary>
internal sealed record ToolCall(string Id, string Name, string Arguments);
