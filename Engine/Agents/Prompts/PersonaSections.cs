using System.Globalization;
using PuppetEngine.Engine.Agents.Definitions;

namespace PuppetEngine.Engine.Agents.Prompts;

/// <summary>The lines by which a prompt says who is writing and how.</summary>
internal static class PersonaSections
{
    /// <summary>What kind of person.</summary>
    public static IEnumerable<string> Personality(AgentDefinition definition)
    {
        var personality = definition.Personality;
        var memory = definition.InitialMemory;
        return Lines(
            List("Traits", personality.Traits),
            List("Values", personality.Values),
            List("Interests", personality.Interests),
            Line("Speaking style", personality.SpeakingStyle),
            Line("Background", personality.Background),
            List("Quirks", personality.Quirks),
            List("What you know well", memory.ExpertiseAreas),
            List("What you are working on", memory.CurrentProjects),
            List("What you want", memory.Goals),
            Line("Your ordinary mood", personality.DefaultMood),
            List("What upsets you", personality.StressTriggers));
    }

    /// <summary>How it writes.</summary>
    public static IEnumerable<string> Style(AgentDefinition definition)
    {
        var style = definition.Style;
        var form = style.Formatting;
        return Lines(
            Line("Voice", style.Voice),
            Line("Tone", style.Tone),
            form.UsesHashtags ? Line("Hashtags", form.HashtagStyle.Length > 0 ? form.HashtagStyle : "welcome, at most two") : "Hashtags: none",
            form.UsesEmojis ? Line("Emoji", form.EmojiFrequency.Length > 0 ? form.EmojiFrequency : "welcome, at most one") : "Emoji: none",
            Line("Capitalization", form.Capitalization),
            Line("Sentence length", form.SentenceLength),
            form.AvoidHyphens ? "Hyphens and dashes: none" : "",
            List("Words you like", style.KeyTerms),
            List("Words you never use", style.AvoidTerms),
            style.ProfanityAllowed ? "" : "Swearing: none",
            Line("Answers sound", definition.Llm.ResponseStyle));
    }

    /// <summary>The most characters of a post: the network's limit, or the definition's own where that is less.</summary>
    public static int Most(ContentPreferences content, int maxLength) =>
        content.MaxLength is { IsWords: false, Value: var characters } && characters < maxLength ? characters : maxLength;

    /// <summary>What the definition says of the length besides, as in <c> and 15 words; about 7 words is usual for you</c>.</summary>
    public static string Usual(ContentPreferences content, int most)
    {
        var words = content.MaxLength is { IsWords: true } limit ? string.Create(CultureInfo.InvariantCulture, $" and {limit.Value} words") : "";
        var usual = content.TypicalLength.Value > 0 && (content.TypicalLength.IsWords || content.TypicalLength.Value <= most)
            ? $"; about {content.TypicalLength} is usual for you"
            : "";
        return words + usual;
    }

    private static IEnumerable<string> Lines(params string[] lines) => lines.Where(line => line.Length > 0);

    private static string Line(string label, string text) => text.Length == 0 ? "" : $"{label}: {PromptComposer.OneLine(text)}";

    private static string List(string label, IReadOnlyList<string> items) => items.Count == 0 ? "" : $"{label}: {string.Join("; ", items)}";
}
