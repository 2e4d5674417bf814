using System.Text.Json;
using System.Text.Json.Serialization;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Grains.State;

namespace PuppetEngine.Grains.Agents;

/// <summary>The state <c>turn</c> of an agent: whatever must change together.</summary>
internal sealed class AgentTurnState : IVersionedState
{
    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <summary>The snapshot of the last commit.</summary>
    public TurnState Turn { get; set; } = new();

    /// <inheritdoc/>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; set; }
}
