using System.Text.Json.Serialization;

namespace PuppetEngine.Engine.Social;

/// <summary>What an account has been charged in one UTC day.</summary>
public sealed record SocialDay
{
    /// <summary>The latest instant that was ever seen: a clock that steps back does not open a day anew.</summary>
    public DateTimeOffset LastSeen { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>Posts charged.</summary>
    public int Posts { get; init; }

    /// <summary>Replies charged.</summary>
    public int Replies { get; init; }

    /// <summary>Dollars charged, in millionths.</summary>
    public long MicroDollars { get; init; }

    /// <summary>The UTC day that it counts, in days since 1970.</summary>
    [JsonIgnore]
    public int Day => (int)(LastSeen - DateTimeOffset.UnixEpoch).TotalDays;
}
