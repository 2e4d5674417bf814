using System.Text.Json.Serialization;

namespace PuppetEngine.Grains.Llm;

/// <summary>The stored forms of this feature.</summary>
[JsonSerializable(typeof(LlmCeilingState))]
internal sealed partial class LlmStateContext : JsonSerializerContext;
