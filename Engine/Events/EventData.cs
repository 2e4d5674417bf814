using System.Text.Json;
using PuppetEngine.Grains.Abstractions.Events;

namespace PuppetEngine.Engine.Events;

/// <summary>What happened, as the types of <see cref="EventTypes"/> have it. Members that a type does not know are kept in the event and not read.</summary>
public sealed record EventData
{
    /// <summary>The most characters of an event's data.</summary>
    public const int MaxCharacters = 16 * 1024;

    private const int MaxText = 2000;
    private const int MaxChoices = 50;

    /// <summary>What happened, in a sentence or two: a headline with its description, or a description.</summary>
    public string Text { get; init; } = "";

    /// <summary>What to speak about because of it; empty where the text itself is the topic.</summary>
    public string Topic { get; init; } = "";

    /// <summary>How much it matters, 0 to 1; null when the event does not say.</summary>
    public double? Importance { get; init; }

    /// <summary>The shifts of mood, of which one agent takes one; empty for none.</summary>
    public IReadOnlyList<MoodChoice> Moods { get; init; } = [];

    /// <summary>Of a shift of mood: whether it is felt and nothing else, neither remembered nor spoken of.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>Who speaks; empty when the event does not say.</summary>
    public string InitiatorId { get; init; } = "";

    /// <summary>With whom; empty when the event does not say.</summary>
    public string TargetId { get; init; } = "";

    /// <summary>Reads the data of an event.</summary>
    /// <returns>The data, or the member at fault and what is wrong with it.</returns>
    public static (EventData? Data, string Field, string Problem) Read(string type, string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (json.Length > MaxCharacters)
        {
            return (null, "data", $"data has {json.Length} characters; an event carries at most {MaxCharacters}.");
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Read(type, new EventFields(document.RootElement))
                : (null, "data", "data must be a JSON object.");
        }
        catch (JsonException)
        {
            return (null, "data", "data is not JSON.");
        }
    }

    private static (EventData? Data, string Field, string Problem) Read(string type, EventFields fields)
    {
        var required = type switch
        {
            EventTypes.News => "headline",
            EventTypes.InteractionPrompt or EventTypes.Scheduled or EventTypes.Market => "description",
            _ => null,
        };
        var headline = fields.Text("headline", MaxText);
        var description = fields.Text("description", MaxText);
        var data = new EventData
        {
            Text = string.Join(" ", new[] { Sentence(headline), description.Length > 0 ? description : fields.Text("name", 200) }.Where(t => t.Length > 0)),
            Topic = fields.Text("topic", 300),
            Importance = fields.Number("importance", 0, 1),
            Moods = type == EventTypes.MoodShift ? [.. fields.Objects("choices", MaxChoices).Select(Mood).DefaultIfEmpty(Mood(fields))] : [],
            IsQuiet = type == EventTypes.MoodShift && fields.Flag("quiet"),
            InitiatorId = fields.Text("initiator_id", 64),
            TargetId = fields.Text("target_id", 64),
        };
        if (fields.Problem is { } problem)
        {
            return (null, $"data.{problem.Field}", problem.Message);
        }

        return required is not null && fields.Text(required, MaxText).Length == 0
            ? (null, $"data.{required}", $"An event of type {type} needs data.{required}.")
            : type == EventTypes.MoodShift && data.Moods.All(m => m.IsNothing)
                ? (null, "data.valence_shift", "A mood_shift needs valence_shift, arousal_shift or dominance_shift other than 0, or choices that have one.")
                : (data, "", "");
    }

    private static MoodChoice Mood(EventFields fields) => new(
        fields.Text("name", 200),
        fields.Number("valence_shift", -1, 1) ?? 0,
        fields.Number("arousal_shift", -1, 1) ?? 0,
        fields.Number("dominance_shift", -1, 1) ?? 0);

    private static string Sentence(string text) => text.Length == 0 || text[^1] is '.' or '!' or '?' or '…' ? text : text + ".";
}

/// <summary>One shift of mood.</summary>
/// <param name="Name">In words; may be empty.</param>
/// <param name="Valence">-1 to 1.</param>
/// <param name="Arousal">-1 to 1.</param>
/// <param name="Dominance">-1 to 1.</param>
public sealed record MoodChoice(string Name, double Valence, double Arousal, double Dominance)
{
    /// <summary>Whether it shifts nothing.</summary>
    public bool IsNothing => Valence == 0 && Arousal == 0 && Dominance == 0;
}
