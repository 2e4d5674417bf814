using System.Text.Json.Serialization;

namespace PuppetEngine.Grains.Agents;

/// <summary>The JSON shapes of this feature's states.</summary>
[JsonSerializable(typeof(AgentTurnState))]
[JsonSerializable(typeof(AgentDefinitionState))]
internal sealed partial class AgentStateContext : JsonSerializerContext;
