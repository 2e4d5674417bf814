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

    /// <summary>One own post that was read. Default: $0.001.</summary>
    public long OwnedRead { get; init; } = 1_000;

    /// <summary>How many posts a read is reserved for before it is known how many it returned. Default: 5.</summary>
    public int ReservedReads { get; init; } = 5;

    /// <summary>What to reserve for a call.</summary>
    public long Of(SocialActKind kind, bool hasLink) => kind switch
    {
        SocialActKind.Post or SocialActKind.Reply when hasLink => PostWithLink,
        SocialActKind.Post => Post,
        SocialActKind.Reply => Reply,
        SocialActKind.Delete => Delete,
        SocialActKind.ReadTimeline => OwnedRead * ReservedReads,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no price for this call."),
    };
}
