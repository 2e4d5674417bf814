using System.Text.Json;
using System.Text.Json.Serialization;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.State;

namespace PuppetEngine.Grains.Access;

/// <summary>The keys of the API and the signed-in browsers, hashed.</summary>
internal sealed class AccessState : IVersionedState
{
    public int Version { get; set; } = 1;

    /// <summary>By name.</summary>
    public List<ApiKeyRecord> Keys { get; set; } = [];

    /// <summary>Browsers that are signed in, oldest first.</summary>
    public List<ConsoleSessionRecord> Sessions { get; set; } = [];

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; set; }
}

/// <summary>The state's JSON.</summary>
[JsonSerializable(typeof(AccessState))]
internal sealed partial class AccessStateContext : JsonSerializerContext;
