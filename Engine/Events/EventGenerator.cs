using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using PuppetEngine.Grains.Abstractions.Events;

namespace PuppetEngine.Engine.Events;

/// <summary>
/// Makes events up, so that a world without news is not a still one: fictional news, moods, and occasions to speak with one another. The
/// same seed and number give the same event.
/// </summary>
public static class EventGenerator
{
    /// <summary>Makes up news.</summary>
    public const string News = "news";

    /// <summary>Shifts moods.</summary>
    public const string Moods = "moods";

    /// <summary>Brings two agents together.</summary>
    public const string Encounters = "encounters";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All = [News, Moods, Encounters];

    // At most three pairs, more than one only among four agents or more, and every third time also the other way round: the original's rule.
    private const int MostPairs = 3;
    private const int ManyAgents = 4;
    private const double BothWays = 0.3;

    private static readonly string[] Topics =
        ["the weather", "city life", "small inventions", "space", "food", "music", "animals", "the sea"];

    private static readonly string[] Headlines =
    [
        "A quiet breakthrough in {0} surprises even those who made it",
        "Everybody talks about {0} this morning, and nobody agrees",
        "What people got wrong about {0}, according to a new survey",
        "A village makes a holiday of {0}",
        "An old question about {0} is open again",
    ];

    // The original's table of valence, arousal and dominance.
    private static readonly MoodChoice[] Table =
    [
        new("a sudden inspiration", 0.3, 0.4, 0.2),
        new("mild frustration", -0.2, 0.3, -0.1),
        new("a pleasant surprise", 0.4, 0.3, 0.1),
        new("a brief melancholy", -0.3, -0.2, -0.1),
        new("a creative surge", 0.3, 0.4, 0.3),
    ];

    /// <summary>The events of a number.</summary>
    /// <param name="kind">One of <see cref="All"/>.</param>
    /// <param name="number">Which one in the row; its id follows from it.</param>
    /// <param name="random">Numbers in [0, 1) that follow from the seed and the number.</param>
    /// <param name="agents">Agents to choose from; only encounters need them.</param>
    public static IReadOnlyList<EventDraft> Make(string kind, long number, Func<double> random, IReadOnlyList<string> agents)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(agents);
        return kind switch
        {
            News => [Draft(kind, number, "", EventTypes.News, MakeNews(random), [])],
            Moods => [Draft(kind, number, "", EventTypes.MoodShift, MakeMoods(), [])],
            Encounters => [.. Pairs(random, agents).Select((pair, index) => Draft(kind, number, $"/{index}", EventTypes.InteractionPrompt, MakeEncounter(pair, random), [pair.From]))],
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, $"A generator is {string.Join(", ", All)}."),
        };
    }

    private static JsonObject MakeNews(Func<double> random)
    {
        var topic = Pick(Topics, random);
        return new JsonObject { ["headline"] = string.Format(CultureInfo.InvariantCulture, Pick(Headlines, random), topic), ["topic"] = topic, ["importance"] = Math.Round(0.3 + (0.5 * random()), 2) };
    }

    private static JsonObject MakeMoods() => new()
    {
        ["choices"] = new JsonArray([.. Table.Select(m => new JsonObject { ["name"] = m.Name, ["valence_shift"] = m.Valence, ["arousal_shift"] = m.Arousal, ["dominance_shift"] = m.Dominance })]),
    };

    private static JsonObject MakeEncounter((string From, string To) pair, Func<double> random)
    {
        var topic = Pick(Topics, random);
        return new JsonObject { ["description"] = $"You think of {pair.To}, and of {topic}.", ["initiator_id"] = pair.From, ["target_id"] = pair.To, ["topic"] = topic };
    }

    private static List<(string From, string To)> Pairs(Func<double> random, IReadOnlyList<string> agents)
    {
        var pairs = new List<(string From, string To)>();
        var count = agents.Count < 2 ? 0 : agents.Count < ManyAgents ? 1 : 1 + (int)(random() * MostPairs);
        for (var i = 0; i < count; i++)
        {
            var from = (int)(random() * agents.Count);
            var to = (from + 1 + (int)(random() * (agents.Count - 1))) % agents.Count;
            pairs.Add((agents[from], agents[to]));
            if (random() < BothWays)
            {
                pairs.Add((agents[to], agents[from]));
            }
        }

        return pairs;
    }

    private static EventDraft Draft(string kind, long number, string part, string type, JsonObject data, List<string> targets) => new()
    {
        Cause = string.Create(CultureInfo.InvariantCulture, $"{number}{part}"),
        Source = EventSources.Of(EventSources.Generator, kind),
        Type = type,
        Data = data.ToJsonString(JsonSerializerOptions.Default),
        Targets = targets,
        Priority = EventPriority.Low,
    };

    private static T Pick<T>(T[] items, Func<double> random) => items[(int)(random() * items.Length)];
}
