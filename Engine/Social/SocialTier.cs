namespace PuppetEngine.Engine.Social;

/// <summary>An access tier of X's API and what it may do since 2026. Legacy plans fall under the rules for self-serve too.</summary>
public sealed record SocialTier
{
    private static readonly SocialTier[] All =
    [
        new() { Name = "pay_per_use" },
        new() { Name = "free" },
        new() { Name = "basic" },
        new() { Name = "pro" },
        new() { Name = "enterprise", IsSelfServe = false, HasBackfill = true },
    ];

    /// <summary>The name in configuration and status.</summary>
    public required string Name { get; init; }

    /// <summary>Bought without a contract: replies only when summoned, no likes, follows or quotes, one cashtag.</summary>
    public bool IsSelfServe { get; init; } = true;

    /// <summary>Whether the stream fills up to five minutes after a break.</summary>
    public bool HasBackfill { get; init; }

    /// <summary>The names.</summary>
    public static IEnumerable<string> Names => All.Select(tier => tier.Name);

    /// <summary>The tier of a name. An unknown or empty one is taken for <c>pay_per_use</c>: the strict rules are the safe guess.</summary>
    public static SocialTier Of(string? name) => Array.Find(All, t => string.Equals(t.Name, name, StringComparison.OrdinalIgnoreCase)) ?? All[0];
}
