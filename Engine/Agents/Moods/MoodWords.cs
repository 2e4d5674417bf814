using PuppetEngine.Engine.Agents.Prompts;

namespace PuppetEngine.Engine.Agents.Moods;

/// <summary>Moods by their everyday names, for <c>emotional_range.default_mood</c>.</summary>
public static class MoodWords
{
    private static readonly (Mood Mood, string[] Names)[] Known =
    [
        (new Mood(0.5, 0.5, 0.6), ["cheerful", "happy", "joyful", "upbeat", "sunny", "bright"]),
        (new Mood(0.5, 0.7, 0.6), ["excited", "enthusiastic", "energetic", "playful", "exuberant", "bubbly"]),
        (new Mood(0.3, 0.2, 0.6), ["content", "calm", "serene", "peaceful", "relaxed", "mellow", "warm"]),
        (new Mood(0.3, 0.5, 0.6), ["curious", "optimistic", "hopeful", "inspired", "interested"]),
        (new Mood(0.3, 0.5, 0.8), ["confident", "proud", "bold", "determined"]),
        (new Mood(0, 0.1, 0.5), ["bored", "tired", "sleepy", "weary", "lazy"]),
        (new Mood(0, 0.2, 0.5), ["neutral", "even-tempered", "reserved", "stoic", "detached", "thoughtful", "pensive"]),
        (new Mood(-0.1, 0.4, 0.6), ["skeptical", "sceptical", "sardonic", "dry", "cynical", "wry"]),
        (new Mood(-0.3, 0.2, 0.4), ["melancholy", "melancholic", "sad", "wistful", "gloomy", "lonely"]),
        (new Mood(-0.3, 0.6, 0.5), ["grumpy", "irritable", "cranky", "annoyed", "restless"]),
        (new Mood(-0.3, 0.7, 0.3), ["anxious", "nervous", "worried", "tense", "concerned"]),
        (new Mood(-0.5, 0.8, 0.7), ["angry", "furious", "hostile"]),
    ];

    private static readonly char[] Separators = [' ', ',', ';', '.', '/', '(', ')', '!'];

    /// <summary>The mood of the first known word of a text; null when it has none.</summary>
    public static Mood? Find(string text)
    {
        foreach (var word in text.Split(Separators, StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (var (mood, names) in Known)
            {
                if (names.Contains(word, StringComparer.OrdinalIgnoreCase))
                {
                    return mood;
                }
            }
        }

        return null;
    }
}
