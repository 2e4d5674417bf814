using System.Text.Json;

namespace PuppetEngine.Grains.State;

/// <summary>
/// What every persisted state of a grain carries. Implement both members as plain properties, <see cref="Version"/> first in the type
/// and with the type's current version as its initial value, and mark <see cref="Extra"/> with <c>[JsonExtensionData]</c>:
/// <code>
/// public int Version { get; set; } = 2;
/// [JsonExtensionData] public Dictionary&lt;string, JsonElement&gt;? Extra { get; set; }
/// </code>
/// A nested record that may grow carries an <c>Extra</c> too, else what a newer release put there is lost when this one writes.
/// </summary>
internal interface IVersionedState
{
    /// <summary>
    /// The version of the stored form. After a read it is the version that was stored, so that the grain can upgrade what is older;
    /// a write stamps the current one, unless what was read is newer.
    /// </summary>
    int Version { get; set; }

    /// <summary>Members that this release does not know, as they were read; they are written back.</summary>
    Dictionary<string, JsonElement>? Extra { get; set; }
}
