using System.Text.Json;
using System.Text.Json.Serialization;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.State;

namespace PuppetEngine.Grains.Social;

/// <summary>What an app on X keeps for all its accounts.</summary>
internal sealed class XAppState : IVersionedState
{
    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <summary>Why no account of the app makes calls; null when there is no reason.</summary>
    public StopEntry? Stop { get; set; }

    /// <summary>Posts of the app in X's 24 hours, blocks that were set aside included; null before the first.</summary>
    public WindowLedger? Posts { get; set; }

    /// <summary>The calendar month (UTC) that <see cref="MonthPosts"/> counts, as year × 12 + month.</summary>
    public int Month { get; set; }

    /// <summary>Posts set aside in that month.</summary>
    public int MonthPosts { get; set; }

    /// <inheritdoc/>
    [JsonExtensionData] public Dictionary<string, JsonElement>? Extra { get; set; }
}
