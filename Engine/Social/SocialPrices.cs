using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Engine.Social;

/// <summary>What X charges for a call, in millionths of a dollar. The defaults are the pay-per-use prices of November 2026.</summary>
public sealed record SocialPrices
{
    /// <summary>A post without a link. Default: $0.015.</summary>
    public long Post { get; init; } = 15_000;

    /// <summary>A post or reply with a link. Default: $0.200.</summary>
    public long PostWithLink { get; init; } = 200_000;

    /// <summary>An answer to somebody who summoned the account. Default: $0.010.</summary>
    public long Reply { get; init; } = 10_000;

    /// <summary>A deletion. Default: $0.010.</summary>
    public long Delete { get; init; } = 10_000;

    /// <summary>A like or a repost. Default: $0.015.</summary>
    public long Interaction { get; init; } = 15_000;

    /// <summary>One post of somebody else that was read. Default: $0.005.</summary>
    public long PostRead { get; init; } = 5_000;

    /// <summary>One user who was looked up. Default: $0.010.</summary>
    public long UserRead { get; init; } = 10_000;

    /// <summary>The alt text of an upload. Default: $0.005.</summary>
    public long MediaMetadata { get; init; } = 5_000;

    /// <summary>One own post that was read. Default: $0.001.</summary>
    public long OwnedRead { get; init; } = 1_000;

    /// <summary>How many posts a read is reserved for before it is known how many it returned. Default: 5.</summary>
    public int ReservedReads { get; init; } = 5;

    /// <summary>What one item of a read costs, for settling it by what it returned; zero for a call that reads nothing.</summary>
    public long PerItem(SocialActKind kind) => kind switch
    {
        SocialActKind.ReadTimeline or SocialActKind.ReadMentions => OwnedRead,
        SocialActKind.ReadConversation or SocialActKind.ReadStream => PostRead,
        SocialActKind.ReadUsers => UserRead,
        _ => 0,
    };

    /// <summary>What to reserve for a call.</summary>
    public long Of(SocialActKind kind, bool hasLink) => kind switch
    {
        SocialActKind.Post or SocialActKind.Quote or SocialActKind.Reply when hasLink => PostWithLink,
        SocialActKind.Post or SocialActKind.Quote => Post,
        SocialActKind.Reply => Reply,
        SocialActKind.Delete => Delete,
        SocialActKind.ReadTimeline or SocialActKind.ReadMentions => OwnedRead * ReservedReads,
        SocialActKind.ReadConversation => PostRead * ReservedReads,
        SocialActKind.ReadStream => PostRead,
        SocialActKind.ReadUsers => UserRead,
        SocialActKind.Like or SocialActKind.Repost => Interaction,
        SocialActKind.UploadMedia => MediaMetadata,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no price for this call."),
    };
}
