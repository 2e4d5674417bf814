using System.Text.Json;
using System.Text.Json.Serialization;
using PuppetEngine.Grains.State;

namespace PuppetEngine.Grains.Agents;

/// <summary>Which files were applied.</summary>
internal sealed class DefinitionsState : IVersionedState
{
    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <summary>By file name.</summary>
    public Dictionary<string, AppliedFile> Files { get; set; } = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; set; }
}

/// <summary>A file as it was last applied.</summary>
internal sealed class AppliedFile
{
    /// <summary>SHA-256 of its bytes.</summary>
    public string Hash { get; set; } = "";

    /// <summary>The agent it defines.</summary>
    public string AgentId { get; set; } = "";

    /// <summary>Whether the file is gone and its agent paused for that.</summary>
    public bool Removed { get; set; }

    /// <summary>Members that this release does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; set; }
}

/// <summary>The JSON form of <see cref="DefinitionsState"/>.</summary>
[JsonSerializable(typeof(DefinitionsState))]
internal sealed partial class DefinitionsStateContext : JsonSerializerContext;
