using System.Text.Json;
using System.Text.Json.Serialization;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.State;

namespace PuppetEngine.Grains.Social;

/// <summary>What an account on X keeps: what it was charged, what it may still do, and which of its posts belong to which effects.</summary>
internal sealed class XAccountState : IVersionedState
{
    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <summary>The handle; empty until it was looked up.</summary>
    public string Handle { get; set; } = "";

    /// <summary>The access tier as far as known.</summary>
    public string Tier { get; set; } = "";

    /// <summary>The fingerprint of the credentials that handle and tier were looked up with; empty when never.</summary>
    public string IdentifiedBy { get; set; } = "";

    /// <summary>The ledger of the current UTC day.</summary>
    public SocialDay Day { get; set; } = new();

    /// <summary>The rate windows by name, <see cref="XWindows"/>.</summary>
    public Dictionary<string, WindowLedger> Windows { get; set; } = [];

    /// <summary>Granted permits, oldest first; <see cref="XPermits.Forget"/> says how long.</summary>
    public List<PermitEntry> Permits { get; set; } = [];

    /// <summary>Bound posts, oldest first; <see cref="XClaims"/> says how long.</summary>
    public List<ClaimEntry> Claims { get; set; } = [];

    /// <summary>The highest post id whose claim was forgotten: nothing at or below it is bound any more.</summary>
    public string ClaimFloor { get; set; } = PostIds.None;

    /// <summary>The newest own post known.</summary>
    public string NewestPost { get; set; } = PostIds.None;

    /// <summary>When the last post or reply was permitted.</summary>
    public DateTimeOffset? LastPostAt { get; set; }

    /// <summary>What was read of its own timeline; null before the first read.</summary>
    public OwnWatch? Watch { get; set; }

    /// <summary>Why nothing is sent; null when there is no reason.</summary>
    public StopEntry? Stop { get; set; }

    /// <inheritdoc/>
    [JsonExtensionData] public Dictionary<string, JsonElement>? Extra { get; set; }
}
