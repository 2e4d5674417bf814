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

    /// <summary>A post that quotes somebody's; counts as a post.</summary>
    Quote = 4,

    /// <summary>A like, or the end of one.</summary>
    Like = 5,

    /// <summary>A repost, or the end of one.</summary>
    Repost = 6,

    /// <summary>A page of the mentions.</summary>
    ReadMentions = 7,

    /// <summary>A page of a conversation, or a look-up of posts.</summary>
    ReadConversation = 8,

    /// <summary>A look-up of users.</summary>
    ReadUsers = 9,

    /// <summary>An upload of media with all its requests.</summary>
    UploadMedia = 10,

    /// <summary>A post that came over the stream: charged, but no request.</summary>
    ReadStream = 11,
}
