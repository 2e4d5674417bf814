using System.Text.Json;
using System.Text.Json.Serialization;
using PuppetEngine.Grains.State;

namespace PuppetEngine.Grains.Agents;

/// <summary>The state <c>definition</c> of an agent: the document in force, and what waits for an administrator.</summary>
internal sealed class AgentDefinitionState : IVersionedState
{
    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <summary>The document in force, without credentials; empty before the first.</summary>
    public string Json { get; set; } = "";

    /// <summary>Its version, from 1; 0 before the first.</summary>
    public long Revision { get; set; }

    /// <summary>Where it came from.</summary>
    public string Source { get; set; } = "";

    /// <summary>SHA-256 of the source's bytes, lower-case hex.</summary>
    public string ContentHash { get; set; } = "";

    /// <summary>When it was applied.</summary>
    public DateTimeOffset AppliedAt { get; set; }

    /// <summary>Fields that the last change touched.</summary>
    public List<string> Changed { get; set; } = [];

    /// <summary>Privileged fields whose loosening waits.</summary>
    public List<string> Pending { get; set; } = [];

    /// <summary>The whole document as it was proposed, without credentials, while something of it waits; empty otherwise.</summary>
    public string Proposed { get; set; } = "";

    /// <inheritdoc/>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; set; }
}
