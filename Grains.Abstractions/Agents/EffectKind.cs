using Orleans;

namespace PuppetEngine.Grains.Abstractions.Agents;

/// <summary>What an effect does outside.</summary>
[GenerateSerializer, Alias("PuppetEngine.Agents.EffectKind")]
public enum EffectKind
{
    /// <summary>A post of its own.</summary>
    Post = 0,

    /// <summary>An answer to somebody's post.</summary>
    Reply = 1,

    /// <summary>The deletion of an own post.</summary>
    Delete = 2,

    /// <summary>A like of somebody's post.</summary>
    Like = 3,

    /// <summary>A post that quotes somebody's.</summary>
    Quote = 4,

    /// <summary>A repost of somebody's post.</summary>
    Repost = 5,

    /// <summary>A swap of one token for another, by a wallet of the agent.</summary>
    Swap = 6,
}
