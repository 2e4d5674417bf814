using Orleans;

namespace PuppetEngine.Grains.Abstractions.Social;

/// <summary>What a call to the network is, for its windows, caps and price.</summary>
[GenerateSerializer, Alias("PuppetEngine.Social.SocialActKind")]
public enum SocialActKind
{
    /// <summary>A post of its own, or a part of a thread.</summary>
    Post = 0,

    /// <summary>An answer to somebody's post.</summary>
    Reply = 1,

    /// <summary>A deletion of an own post.</summary>
    Delete = 2,

    /// <summary>A read of the own timeline, as reconciliation makes it.</summary>
    ReadTimeline = 3,
}
