using System.Text.RegularExpressions;

namespace PuppetEngine.Emulators.Llm.Writing;

/// <summary>
/// Reads a persona from a system prompt: lines of "Label: values" (values separated by semicolons or commas) and lists under a heading,
/// under any of the usual labels; what it cannot find it does without.
/// </summary>
internal static partial class PersonaReader
{
    private static readonly string[] InterestLabels = ["interests", "interest", "your interests", "what you know well", "expertise", "topics", "what you are working on", "hobbies", "likes"];
    private static readonly string[] MannerLabels = ["traits", "personality", "values", "speaking style", "voice", "tone", "quirks", "background", "your ordinary mood", "answers sound", "style", "description"];
    private static readonly string[] LikedLabels = ["words you like", "key terms", "vocabulary"];
    private static readonly string[] AvoidedLabels = ["words you never use", "avoid terms", "topics to avoid", "avoid", "never mention", "forbidden topics"];

    public static Persona Read(string system)
    {
        var lines = Labelled(system);
        string Text(params string[] labels) => string.Join("; ", lines.Where(l => labels.Contains(l.Label)).Select(l => l.Value));
        List<string> Items(string[] labels) => [.. lines.Where(l => labels.Contains(l.Label)).SelectMany(l => Split(l.Value)).Distinct(StringComparer.OrdinalIgnoreCase)];

        var capitalization = Text("capitalization", "capitalisation", "case");
        var length = Text("sentence length", "length");
        var usual = UsualLength().Match(system);
        var usualCharacters = usual.Success ? int.Parse(usual.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) * (usual.Groups[2].Value == "words" ? 6 : 1) : 150;
        return new Persona
        {
            Name = Name().Match(system) is { Success: true } name ? name.Groups[1].Value.Trim() : "",
            Interests = Items(InterestLabels),
            Manner = Text(MannerLabels) + " " + FirstParagraph(system),
            LikedWords = [.. Items(LikedLabels).Where(w => w.Length is > 2 and <= 24)],
            Avoided = [.. Items(AvoidedLabels).Where(w => w.Length > 1)],
            LowerCase = capitalization.Contains("lower", StringComparison.OrdinalIgnoreCase)
                || system.Contains("all lowercase", StringComparison.OrdinalIgnoreCase) || system.Contains("lowercase only", StringComparison.OrdinalIgnoreCase),
            Hashtags = Allowed(Text("hashtags", "hashtag style")),
            Emoji = Allowed(Text("emoji", "emojis", "emoji frequency")),
            NoHyphens = Text("hyphens and dashes", "hyphens").Contains("none", StringComparison.OrdinalIgnoreCase),
            Brief = usualCharacters < 70,
            Wordy = usualCharacters > 190 || length.Contains("long", StringComparison.OrdinalIgnoreCase),
        };
    }

    private static bool Allowed(string text) =>
        text.Length > 0 && !No().IsMatch(text);

    private static string FirstParagraph(string system)
    {
        var end = system.IndexOf("\n\n", StringComparison.Ordinal);
        return end < 0 ? system[..Math.Min(system.Length, 600)] : system[..Math.Min(end, 600)];
    }

    /// <summary>Every "Label: value", and for a heading or an empty label the list items that follow it.</summary>
    private static List<(string Label, string Value)> Labelled(string system)
    {
        var found = new List<(string, string)>();
        var heading = "";
        foreach (var raw in system.Split('\n'))
        {
            var line = raw.Trim();
            if (line.Length == 0)
            {
                continue;
            }

            if (line.StartsWith('#'))
            {
                heading = line.TrimStart('#', ' ').TrimEnd(':').ToLowerInvariant();
            }
            else if (line.StartsWith("- ", StringComparison.Ordinal) || line.StartsWith("* ", StringComparison.Ordinal))
            {
                var item = line[2..].Trim();
                found.Add(Pair(item) is { } pair ? pair : (heading, item));
            }
            else if (Pair(line) is { } pair)
            {
                found.Add(pair);
                heading = pair.Value.Length == 0 ? pair.Label : heading;
            }
            else
            {
                found.Add((heading, line));
            }
        }

        return found;
    }

    private static (string Label, string Value)? Pair(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return colon is > 0 and <= 40 ? (line[..colon].Trim('*', ' ').ToLowerInvariant(), line[(colon + 1)..].Trim('*', ' ')) : null;
    }

    private static IEnumerable<string> Split(string value) =>
        value.Split(value.Contains(';', StringComparison.Ordinal) ? ';' : ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(v => v.Trim('.', ' ', '"'));

    [GeneratedRegex(@"\b[Yy]ou are ([^.,\n]{1,60})")]
    private static partial Regex Name();

    [GeneratedRegex(@"about (\d+) (characters|words) is usual")]
    private static partial Regex UsualLength();

    [GeneratedRegex(@"\b(none|no|never|avoid|false|without)\b", RegexOptions.IgnoreCase)]
    private static partial Regex No();
}
