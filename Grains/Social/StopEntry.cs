using System.Text.Json;
using System.Text.Json.Serialization;

namespace PuppetEngine.Grains.Social;

/// <summary>Why an account or an app makes no calls.</summary>
internal sealed record StopEntry
{
    /// <summary>One of the outcome codes.</summary>
    public required string Code { get; init; }

    /// <summary>What a person reads.</summary>
    public required string Detail { get; init; }

    /// <summary>When it ends by itself; null when a person must mend it.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The credential that it speaks of: another one ends it. Empty when credentials do not mend it.</summary>
    public string Fingerprint { get; init; } = "";

    /// <summary>Whether it is the app's, kept here only until the app has it.</summary>
    public bool OfApp { get; init; }

    /// <summary>Members of a newer release.</summary>
    [JsonExtensionData] public Dictionary<string, JsonElement>? Extra { get; set; }

    /// <summary>Whether it still holds.</summary>
    internal bool Holds(DateTimeOffset now) => Until is null || now < Until;
}
