namespace PuppetEngine.Tests.Silo.Fixtures;

/// <summary>Agents for tests.</summary>
internal static class Samples
{
    /// <summary>An agent that posts only when asked: its own next post is days away. <paramref name="more"/> are further members, with a comma before.</summary>
    public static string Agent(string id, string voice = "Plain and dry.", string more = "") => $$"""
        {
          "id": "{{id}}",
          "name": "{{char.ToUpperInvariant(id[0])}}{{id[1..]}}",
          "description": "A keeper of small weather records on a hill.",
          "personality": { "traits": ["patient", "exact"], "interests": ["rain gauges", "the first frost", "wind from the north", "clouds at noon", "old thermometers", "fog in the valley"] },
          "style_guide": { "voice": "{{voice}}", "tone": "Calm." },
          "catch_up": { "mode": "skip" },
          "is_active": true,
          "behavior": { "post_frequency": { "min_hours_between_posts": 90, "max_hours_between_posts": 99 } }{{more}}
        }
        """;
}
