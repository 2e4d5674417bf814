using System.Text.Json;
using System.Text.Json.Serialization;

namespace PuppetEngine.Grains.Social;

/// <summary>A post of the account and the effect that it confirms.</summary>
internal sealed record ClaimEntry
{
    /// <summary>The post's id.</summary>
    public required string Post { get; init; }

    /// <summary>The effect's id.</summary>
    public required string Effect { get; init; }

    /// <summary>When it was bound.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Members of a newer release.</summary>
    [JsonExtensionData] public Dictionary<string, JsonElement>? Extra { get; set; }
}
