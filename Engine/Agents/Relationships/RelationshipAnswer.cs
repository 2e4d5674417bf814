using System.Globalization;
using System.Text.Json;
using PuppetEngine.Engine.Agents.Moods;

namespace PuppetEngine.Engine.Agents.Relationships;

/// <summary>The form in which a model proposes a change of a relationship, and its reading.</summary>
public static class RelationshipAnswer
{
    /// <summary>The name of <see cref="Schema"/>.</summary>
    public const string SchemaName = "relationship_update";

    /// <summary>The JSON Schema of the answer: closed, every property required.</summary>
    public const string Schema =
        """
        {"type":"object","additionalProperties":false,"required":["sentiment_change","familiarity_change","trust_change","note","shared_experience","mood_change"],"properties":{"sentiment_change":{"type":"number","minimum":-0.2,"maximum":0.2},"familiarity_change":{"type":"number","minimum":0,"maximum":0.1},"trust_change":{"type":"number","minimum":-0.2,"maximum":0.2},"note":{"type":"string","maxLength":280},"shared_experience":{"type":"string","maxLength":280},"mood_change":{"type":"object","additionalProperties":false,"required":["valence","arousal","dominance"],"properties":{"valence":{"type":"number","minimum":-0.2,"maximum":0.2},"arousal":{"type":"number","minimum":-0.2,"maximum":0.2},"dominance":{"type":"number","minimum":-0.2,"maximum":0.2}}}}}
        """;

    private static readonly string[] SentimentNames = ["sentiment_change", "sentiment", "sentimentShift", "sentimentChange", "sentiment_shift", "sentimentDelta"];
    private static readonly string[] FamiliarityNames = ["familiarity_change", "familiarity", "familiarityShift", "familiarityChange", "familiarity_shift", "familiarityDelta"];
    private static readonly string[] TrustNames = ["trust_change", "trust", "trustShift", "trustChange", "trust_shift", "trustDelta"];
    private static readonly string[] NoteNames = ["note", "notes", "newNote", "new_note", "memory"];
    private static readonly string[] SharedNames = ["shared_experience", "sharedExperience", "sharedExperiences", "shared_experiences"];
    private static readonly string[] MoodNames = ["mood_change", "mood", "moodShift", "mood_shift"];

    /// <summary>
    /// Reads an answer, also under the names of the original's providers (<c>sentimentShift</c> …). What is missing or no number
    /// changes nothing; null when the text is no JSON object at all.
    /// </summary>
    public static RelationshipProposal? Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            return new RelationshipProposal
            {
                Sentiment = Number(root, SentimentNames),
                Familiarity = Number(root, FamiliarityNames),
                Trust = Number(root, TrustNames),
                Note = Text(root, NoteNames),
                SharedExperience = Text(root, SharedNames),
                Mood = Find(root, MoodNames) is { ValueKind: JsonValueKind.Object } mood
                    ? new MoodShift(Number(mood, ["valence", "valenceShift"]), Number(mood, ["arousal", "arousalShift"]), Number(mood, ["dominance", "dominanceShift"]))
                    : new MoodShift(Number(root, ["valenceShift"]), Number(root, ["arousalShift"]), Number(root, ["dominanceShift"])),
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonElement? Find(JsonElement root, string[] names)
    {
        foreach (var name in names)
        {
            if (root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null)
            {
                return value;
            }
        }

        return null;
    }

    private static double Number(JsonElement root, string[] names)
    {
        var number = Find(root, names) switch
        {
            { ValueKind: JsonValueKind.Number } value when value.TryGetDouble(out var exact) => exact,
            { ValueKind: JsonValueKind.String } value when double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var written) => written,
            _ => 0,
        };
        return double.IsFinite(number) ? number : 0;
    }

    private static string Text(JsonElement root, string[] names) => Find(root, names) switch
    {
        { ValueKind: JsonValueKind.String } value => value.GetString() ?? "",
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()).FirstOrDefault() ?? "",
        _ => "",
    };
}
