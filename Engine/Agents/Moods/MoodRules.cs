using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Prompts;

namespace PuppetEngine.Engine.Agents.Moods;

/// <summary>Where an agent's mood returns to, and how fast.</summary>
/// <param name="Baseline">The mood of an ordinary day.</param>
/// <param name="HalfLife">After this half of the distance to the baseline is gone; zero: it is always there.</param>
public sealed record MoodRules(Mood Baseline, TimeSpan HalfLife)
{
    /// <summary>The longest half-life that is counted with: about a hundred years, which is never.</summary>
    private const double LongestHours = 876_600;

    /// <summary>The rules of a definition: its stated baseline, else what the first known word of <c>default_mood</c> says, else neutral.</summary>
    public static MoodRules Of(AgentDefinition definition)
    {
        var personality = definition.Personality;
        var words = MoodWords.Find(personality.DefaultMood) ?? Mood.Neutral;
        var baseline = Mood.Of(
            personality.BaseValence ?? words.Valence,
            personality.BaseArousal ?? words.Arousal,
            personality.BaseDominance ?? words.Dominance);
        return new MoodRules(baseline, TimeSpan.FromHours(Math.Min(personality.MoodHalfLifeHours, LongestHours)));
    }
}
