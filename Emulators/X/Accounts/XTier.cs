namespace PuppetEngine.Emulators.X.Accounts;

/// <summary>What an app may do and how often. Figures are those of the vendor's documents; null means no such limit.</summary>
internal sealed record XTier
{
    public required string Name { get; init; }

    /// <summary>2026's rules for self-serve apps: summoned replies only, no quotes, no likes, one cashtag.</summary>
    public bool SelfServe { get; init; } = true;

    /// <summary>Each call is charged to the app's credits.</summary>
    public bool PayPerUse { get; init; }

    /// <summary>The stream fills up after a break on request.</summary>
    public bool Backfill { get; init; }

    public int PostsPerWindow { get; init; } = 100;

    /// <summary>2,400 is the platform's own ceiling of posts per account and day.</summary>
    public int UserPostsPerDay { get; init; } = 2_400;

    public int AppPostsPerDay { get; init; } = 10_000;

    public int? MonthlyPosts { get; init; }

    public int? MonthlyReads { get; init; }

    /// <summary>The word in <c>product_name</c> of a UsageCapExceeded answer.</summary>
    public string ProductName => $"standard-{Name.Replace('_', '-')}";

    private static readonly XTier[] All =
    [
        new() { Name = "pay_per_use", PayPerUse = true, MonthlyReads = 3_000_000 },
        new() { Name = "free", UserPostsPerDay = 17, AppPostsPerDay = 17, MonthlyPosts = 500, MonthlyReads = 100 },
        new() { Name = "basic", UserPostsPerDay = 100, AppPostsPerDay = 1_667, MonthlyPosts = 50_000, MonthlyReads = 15_000 },
        new() { Name = "pro", MonthlyPosts = 300_000, MonthlyReads = 1_000_000 },
        new() { Name = "enterprise", SelfServe = false, Backfill = true, UserPostsPerDay = 1_000_000, AppPostsPerDay = 100_000_000, PostsPerWindow = 100_000 },
    ];

    public static IEnumerable<string> Names => All.Select(t => t.Name);

    public static XTier? Find(string? name) => Array.Find(All, t => t.Name == name);
}
