namespace PuppetEngine.Tests.Console.House;

/// <summary>The agents that the tests look at: ordinary ones whose own schedules stay quiet, and one whose texts attack the page.</summary>
internal static class Residents
{
    /// <summary>What a text from outside tries: markup that runs, were it ever read as markup.</summary>
    public const string Attack = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>";

    /// <summary>Files of the agents' folder.</summary>
    public static IEnumerable<(string File, string Json)> Files =>
    [
        ("ada.json", Of("ada", "Ada Lindqvist", "Repairs clocks in a harbour town, and writes about time as if it were weather.", "patient")),
        ("bo.json", Of("bo", "Bo Okafor", "Keeps bees on the roof of a library. Reads to them on Sundays.", "gentle")),
        ("cleo.json", Of("cleo", "Cleo Marchetti", "Night baker. Measures the city by what is still warm at four in the morning.", "wry")),
        ("eve.json", Of("eve", Attack + " Eve", "Means no good: " + Attack, "sly")),
    ];

    private static string Of(string id, string name, string description, string trait) => $$"""
        {
          "id": "{{id}}",
          "name": {{System.Text.Json.JsonSerializer.Serialize(name)}},
          "description": {{System.Text.Json.JsonSerializer.Serialize(description)}},
          "tags": ["test"],
          "personality": { "traits": ["{{trait}}"], "interests": ["harbours", "bread", "bees", "brass"], "speaking_style": "Plain and warm." },
          "style_guide": { "voice": "Plain and warm." },
          "behavior": { "post_frequency": { "min_hours_between_posts": 20, "max_hours_between_posts": 24 } }
        }
        """;
}
