using System.Text.Json;

namespace PuppetEngine.Emulators.Llm.Wire;

/// <summary>A function the model may call; its parameters are a JSON Schema.</summary>
internal sealed record ChatTool(string Name, string Description, JsonElement Parameters);
