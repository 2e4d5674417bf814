using System.Text.Json;
using System.Text.Json.Serialization;
using PuppetEngine.Grains.State;

namespace PuppetEngine.Grains.Social;

/// <summary>The state <c>x-owner</c>: the agents of this house that speak by a user's account.</summary>
internal sealed class XOwnerState : IVersionedState
{
    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <summary>Their ids, in order.</summary>
    public List<string> Agents { get; set; } = [];

    /// <inheritdoc/>
    [JsonExtensionData] public Dictionary<string, JsonElement>? Extra { get; set; }
}
