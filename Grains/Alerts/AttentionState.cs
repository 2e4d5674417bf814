using System.Text.Json;
using System.Text.Json.Serialization;
using PuppetEngine.Grains.Abstractions.Alerts;
using PuppetEngine.Grains.State;

namespace PuppetEngine.Grains.Alerts;

/// <summary>What grains reported, and what people were told.</summary>
internal sealed class AttentionState : IVersionedState
{
    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <summary>Standing reports of grains, oldest first.</summary>
    public List<AttentionEntry> Raised { get; set; } = [];

    /// <summary>Failures that were shown and whose end was not told yet, oldest first.</summary>
    public List<AlertEntry> Alerts { get; set; } = [];

    /// <inheritdoc/>
    [JsonExtensionData] public Dictionary<string, JsonElement>? Extra { get; set; }
}

/// <summary>A failure that people are told about.</summary>
internal sealed record AlertEntry
{
    /// <summary>The failure.</summary>
    public required AttentionEntry Entry { get; init; }

    /// <summary>When it was first seen.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Whether its beginning was delivered.</summary>
    public bool Told { get; init; }

    /// <summary>When it ended; null while it stands.</summary>
    public DateTimeOffset? ClearedAt { get; init; }

    /// <summary>Members of a newer release.</summary>
    [JsonExtensionData] public Dictionary<string, JsonElement>? Extra { get; set; }
}

/// <summary>The stored forms of this feature.</summary>
[JsonSerializable(typeof(AttentionState))]
internal sealed partial class AttentionStateContext : JsonSerializerContext;
