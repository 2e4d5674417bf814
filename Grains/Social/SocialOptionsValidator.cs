using Microsoft.Extensions.Options;
using PuppetEngine.Engine.Social;

namespace PuppetEngine.Grains.Social;

/// <summary>Refuses limits that cannot be meant, at start.</summary>
public sealed class SocialOptionsValidator : IValidateOptions<SocialOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, SocialOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var problems = new List<string>();
        Check(problems, nameof(SocialOptions.DollarsPerDay), options.DollarsPerDay is >= 0 and <= 1_000_000_000 or null, "between 0 and 1000000000");
        Check(problems, nameof(SocialOptions.PostsPerDay), options.PostsPerDay is >= 0 or null, "0 or more");
        Check(problems, nameof(SocialOptions.RepliesPerDay), options.RepliesPerDay is >= 0 or null, "0 or more");
        Check(problems, nameof(SocialOptions.PostsPerWindow), options.PostsPerWindow is > 0 or null, "1 or more");
        Check(problems, nameof(SocialOptions.AppPostsPerDay), options.AppPostsPerDay is > 0 or null, "1 or more");
        Check(problems, nameof(SocialOptions.AppPostsPerMonth), options.AppPostsPerMonth is >= 0 or null, "0 or more");
        Check(problems, nameof(SocialOptions.MinSpacing), options.MinSpacing is null || (options.MinSpacing >= TimeSpan.Zero && options.MinSpacing <= TimeSpan.FromDays(1)), "between 00:00:00 and 1.00:00:00");
        Check(problems, nameof(SocialOptions.MentionInterval), options.MentionInterval >= TimeSpan.FromSeconds(5) && options.MentionInterval <= TimeSpan.FromDays(1), "between 00:00:05 and 1.00:00:00");
        Check(problems, nameof(SocialOptions.OwnTimelineInterval), options.OwnTimelineInterval >= TimeSpan.FromMinutes(1) && options.OwnTimelineInterval <= TimeSpan.FromDays(7), "between 00:01:00 and 7.00:00:00");
        Check(problems, nameof(SocialOptions.IdenticalWindow), options.IdenticalWindow >= TimeSpan.Zero && options.IdenticalWindow <= TimeSpan.FromDays(365), "between 00:00:00 and 365.00:00:00");
        Check(problems, nameof(SocialOptions.StreamRules), options.StreamRules is >= 1 and <= 1_000, "between 1 and 1000");
        Check(problems, nameof(SocialOptions.Tier), options.Tier is null or "" || SocialTier.Names.Contains(options.Tier, StringComparer.OrdinalIgnoreCase), $"one of {string.Join(", ", SocialTier.Names)}, or left out");
        var prices = options.Prices;
        Check(
            problems,
            nameof(SocialOptions.Prices),
            prices.Post >= 0 && prices.PostWithLink >= 0 && prices.Reply >= 0 && prices.Delete >= 0 && prices.OwnedRead >= 0 && prices.ReservedReads > 0,
            "millionths of a dollar, 0 or more each, with ReservedReads 1 or more");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static void Check(List<string> problems, string setting, bool holds, string wanted)
    {
        if (!holds)
        {
            problems.Add($"{SocialOptions.Section}:{setting} must be {wanted}.");
        }
    }
}
