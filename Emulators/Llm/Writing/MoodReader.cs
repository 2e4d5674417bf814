using System.Globalization;
using System.Text.RegularExpressions;

namespace PuppetEngine.Emulators.Llm.Writing;

/// <summary>
/// Reads from a system prompt how the writer feels: a line that says so ("You feel …", "Mood: …"), by its figure where it names one, else by its
/// words. A persona's ordinary mood, memories and what others say are no such line.
/// </summary>
internal static partial class MoodReader
{
    private static readonly (double Valence, string[] Words)[] Known =
    [
        (0.8, ["delighted", "elated", "overjoyed", "ecstatic", "euphoric", "thrilled", "jubilant", "blissful", "radiant"]),
        (0.45, ["happy", "cheerful", "joyful", "glad", "good spirits", "high spirits", "upbeat", "excited", "proud", "pleased", "merry", "great", "wonderful"]),
        (0.3, ["content", "hopeful", "optimistic", "amused", "grateful", "playful", "relieved", "serene", "good", "fine"]),
        (-0.3, ["wistful", "melancholy", "melancholic", "tired", "weary", "bored", "restless", "nervous", "grumpy", "irritable", "uneasy", "disappointed"]),
        (-0.45, ["sad", "low spirits", "gloomy", "unhappy", "lonely", "worried", "anxious", "frustrated", "annoyed", "upset", "glum", "bitter", "bad"]),
        (-0.8, ["downcast", "miserable", "devastated", "despairing", "desperate", "heartbroken", "depressed", "dejected", "furious", "hopeless", "wretched"]),
    ];

    /// <summary>How good or bad the writer feels, -1 to 1; 0 where the prompt does not say.</summary>
    public static double Valence(string system)
    {
        if (Line().Match(system) is not { Success: true } line)
        {
            return 0;
        }

        var said = line.Groups["said"].Value;
        if (Figure().Match(said) is { Success: true } figure)
        {
            return Math.Clamp(double.Parse(figure.Groups[1].ValueSpan, CultureInfo.InvariantCulture), -1, 1);
        }

        // The first word that is known counts most: what follows it is its shade.
        var first = Known.SelectMany(k => k.Words.Select(w => (k.Valence, At: Find(said, w)))).Where(w => w.At >= 0).OrderBy(w => w.At).FirstOrDefault();
        return first == default ? 0 : Negated().IsMatch(said[..first.At]) ? -first.Valence / 2 : first.Valence;
    }

    private static int Find(string said, string word) => Regex.Match(said, $@"\b{word}\b", RegexOptions.IgnoreCase) is { Success: true } found ? found.Index : -1;

    [GeneratedRegex(@"^(?:- )?(?:(?:right now,? |today,? |at the moment,? )?you (?:feel|are feeling)\b|(?:your )?(?:current |present )?(?:mood|emotional state|emotions?|feelings?)\s*(?:is\b|:|=))(?<said>[^\n]+)",
        RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex(@"\bvalence\b[^-\d\n]{0,12}(-?\d+(?:\.\d+)?)", RegexOptions.IgnoreCase)]
    private static partial Regex Figure();

    [GeneratedRegex(@"\b(?:not|hardly|never|no longer)(?: \w+){0,2} $", RegexOptions.IgnoreCase)]
    private static partial Regex Negated();
}
