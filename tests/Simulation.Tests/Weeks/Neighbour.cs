using System.Globalization;
using System.Text.Json;

namespace PuppetEngine.Tests.Simulation.Weeks;

/// <summary>One of the twenty who live through the week.</summary>
/// <param name="Number">From 0.</param>
internal sealed record Neighbour(int Number)
{
    /// <summary>The bounds of its intervals, in hours.</summary>
    public const double MinHours = 4, MaxHours = 10;

    /// <summary>Posts a day of those who have a limit.</summary>
    public const int FewPosts = 2;

    /// <summary>Replies a day of those who have a limit.</summary>
    public const int FewReplies = 4;

    /// <summary>Dollars a day of those who have few: what one composing may cost at most, and a little.</summary>
    public const double FewDollars = 0.0515;

    private static readonly string[] Interests =
    [
        "tides", "church bells", "bread", "night trains", "gulls", "rope", "letters", "maps", "rain on tin", "old radios", "market days", "chess in parks",
        "lost gloves", "lighthouses", "ferries", "slow clocks", "orchards", "snow", "pencils", "harbour cranes", "allotments", "bicycles", "choirs", "moths",
    ];

    private static readonly string[] Moods = ["cheerful", "calm", "melancholy", "grumpy", "curious"];

    /// <summary>Its id, which is its handle too.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"neighbour{Number:00}");

    /// <summary>Whether its definition bounds its posts.</summary>
    public bool PostsLittle => Number % 5 == 1;

    /// <summary>Whether its definition bounds its replies.</summary>
    public bool RepliesLittle => Number % 5 == 2;

    /// <summary>Whether its definition bounds what models may cost.</summary>
    public bool SpendsLittle => Number % 5 == 3;

    /// <summary>Whether somebody else writes with its account too, which counts for its intervals.</summary>
    public bool IsSpokenFor => Number is 15 or 19;

    /// <summary>Its definition.</summary>
    public string Json()
    {
        var limits = new Dictionary<string, double>();
        if (PostsLittle)
        {
            limits["posts_per_day"] = FewPosts;
        }

        if (RepliesLittle)
        {
            limits["replies_per_day"] = FewReplies;
        }

        if (SpendsLittle)
        {
            limits["usd_per_day"] = FewDollars;
        }

        return JsonSerializer.Serialize(new
        {
            id = Id,
            name = $"Neighbour {Number:00}",
            description = $"Number {Number} of a street by the water, who writes about what is near.",
            limits,
            personality = new
            {
                traits = new[] { "attentive", "dry" },
                interests = Enumerable.Range(0, 8).Select(i => Interests[((Number * 5) + (i * 3)) % Interests.Length]),
                emotional_range = new { default_mood = Moods[Number % Moods.Length] },
            },
            behavior = new
            {
                post_frequency = new { min_hours_between_posts = MinHours, max_hours_between_posts = MaxHours },
                interaction_patterns = new { like_probability = 1, mention_response_time = new { min_minutes = 0, max_minutes = Number % 4 * 5 } },
                conversation = new { mention_reply_probability = Number % 7 == 6 ? 0.5 : 1 },
            },
        });
    }
}
