using System.Text.Json;
using System.Text.Json.Serialization;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Grains.Social;

/// <summary>A permit that was granted, as the account remembers it.</summary>
internal sealed record PermitEntry
{
    /// <summary>The effect.</summary>
    public required string Effect { get; init; }

    /// <summary>The attempt, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>What the call is.</summary>
    public required SocialActKind Kind { get; init; }

    /// <summary>When it was granted.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The baseline that was handed out with it.</summary>
    public required string Baseline { get; init; }

    /// <summary>What is charged for it, in millionths of a dollar.</summary>
    public required long Price { get; init; }

    /// <summary>The ledger's day that it is charged to.</summary>
    public required int Day { get; init; }

    /// <summary>How it stands.</summary>
    public PermitState State { get; init; }

    /// <summary>Members of a newer release.</summary>
    [JsonExtensionData] public Dictionary<string, JsonElement>? Extra { get; set; }

    /// <summary>Whether this is the permit of a call.</summary>
    internal bool Is(string effect, int attempt, SocialActKind kind) => Kind == kind && Attempt == attempt && Effect == effect;
}
