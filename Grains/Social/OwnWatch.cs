using System.Text.Json;
using System.Text.Json.Serialization;
using PuppetEngine.Engine.Social;

namespace PuppetEngine.Grains.Social;

/// <summary>How far an account's own timeline was read, and what stood there that no effect of this house made.</summary>
internal sealed record OwnWatch
{
    /// <summary>When it was read last.</summary>
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>Everything at or below was judged.</summary>
    public string SinceId { get; init; } = PostIds.None;

    /// <summary>The newest 20 posts of others, newest first.</summary>
    public List<WatchedPost> Posts { get; init; } = [];

    /// <summary>The newest post of others that people were told about.</summary>
    public string ToldId { get; init; } = PostIds.None;

    /// <summary>Members of a newer release.</summary>
    [JsonExtensionData] public Dictionary<string, JsonElement>? Extra { get; set; }
}

/// <summary>A post of the account that no effect of this house made.</summary>
internal sealed record WatchedPost
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its canonical text, cut to 1,000 characters.</summary>
    public required string Text { get; init; }

    /// <summary>The post that it answers; null for none.</summary>
    public string? ReplyToId { get; init; }

    /// <summary>When it was posted.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Whether it stood there before this house began to use the account: nobody is alarmed about it.</summary>
    public bool IsPast { get; init; }

    /// <summary>Members of a newer release.</summary>
    [JsonExtensionData] public Dictionary<string, JsonElement>? Extra { get; set; }
}
