using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Turns.Bench;

/// <summary>Agents of the bench: definitions of two KiB, no two alike.</summary>
internal static class Personas
{
    private static readonly string[] Things =
    [
        "kettles", "tram lines", "sourdough", "lighthouses", "bilge pumps", "tide tables", "mosses", "typewriters", "night buses", "paper maps",
        "garden walls", "old radios", "library stamps", "umbrellas", "chess clocks", "bridges", "herons", "bus timetables", "lamp posts", "canal locks",
    ];

    private static readonly string[] Ways = ["in the rain", "before breakfast", "that nobody mends", "with a bad reputation", "at low tide", "on a Sunday", "in winter light", "past midnight"];

    /// <summary>The id of an agent.</summary>
    internal static string Id(string prefix, int number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{number:000000}");

    /// <summary>The definition of an agent.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="number">Which one; words follow from it.</param>
    /// <param name="minHours">The shortest interval of its schedule.</param>
    /// <param name="maxHours">The longest.</param>
    internal static DefinitionChange Definition(string id, int number, double minHours, double maxHours)
    {
        var interests = string.Join(", ", Enumerable.Range(0, 12).Select(i => $"\"{Things[((number * 7) + (i * 3)) % Things.Length]} {Ways[((number / 3) + i) % Ways.Length]}\""));
        var json = string.Create(CultureInfo.InvariantCulture, $$"""
            {
              "id": "{{id}}", "name": "Persona {{number}}", "tags": ["bench"], "time_zone": "Europe/Berlin",
              "description": "Keeper number {{number}} of a small museum of {{Things[number % Things.Length]}}. Writes short, dry lines about the things nobody looks at twice.",
              "personality": {
                "traits": ["patient", "dry", "observant", "stubborn about {{Things[(number + 5) % Things.Length]}}"],
                "values": ["care", "honest tools", "finishing what was begun"],
                "speaking_style": "Short sentences. Says what it saw, then one thought about it, and leaves the rest to the reader.",
                "interests": [{{interests}}],
                "background": "Spent eleven years repairing what others threw away, then opened the door to visitors. Keeps a notebook in which every visitor's question stands with its answer, and reads it when it rains.",
                "quirks": ["counts steps", "names every tool", "never buys a new {{Things[(number + 9) % Things.Length].TrimEnd('s')}}"]
              },
              "style_guide": {
                "voice": "First person, warm under a dry surface. Concrete nouns, few adjectives, never a slogan and never advice.",
                "tone": "Calm, amused, a little melancholy.",
                "formatting": { "uses_hashtags": false, "uses_emojis": false, "sentence_length": "short" },
                "vocabulary": { "key_terms": ["notebook", "hinge", "afternoon"], "avoid_terms": ["synergy", "hustle"] },
                "topics_to_avoid": ["elections", "celebrity gossip"]
              },
              "behavior": {
                "post_frequency": { "min_hours_between_posts": {{minHours}}, "max_hours_between_posts": {{maxHours}}, "peak_posting_hours": [8, 12, 19] },
                "content_preferences": { "typical_post_length": 180, "max_post_length": 270 }
              },
              "initial_memory": { "core_memories": ["The flood of the second winter, and who came with buckets.", "Visitor {{number}}, who brought back a borrowed screwdriver after nine years."] }
            }
            """);
        return new DefinitionChange
        {
            Json = json,
            Source = "api:bench",
            ContentHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json))),
            Scopes = ApiScope.Admin,
        };
    }
}
