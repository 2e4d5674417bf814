using System.Text.Json;
using System.Text.Json.Serialization;
using PuppetEngine.Grains.State;

namespace PuppetEngine.Grains.Events;

/// <summary>The state <c>feed</c>: what was read.</summary>
internal sealed class FeedState : IVersionedState
{
    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <summary>The address that the rest belongs to; another one begins anew.</summary>
    public string Address { get; set; } = "";

    /// <summary>The server's mark of what was read last.</summary>
    public string? ETag { get; set; }

    /// <summary>When the server says that it changed last.</summary>
    public DateTimeOffset? LastModified { get; set; }

    /// <summary>Hashes of the entries that were seen, newest first, as many as a feed can bring twice over.</summary>
    public List<string> Seen { get; set; } = [];

    /// <summary>When it was last read.</summary>
    public DateTimeOffset? ReadAt { get; set; }

    /// <summary>Entries made known.</summary>
    public long Entries { get; set; }

    /// <inheritdoc/>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; set; }
}

/// <summary>The state's JSON.</summary>
[JsonSerializable(typeof(FeedState))]
internal sealed partial class EventStateContext : JsonSerializerContext;
