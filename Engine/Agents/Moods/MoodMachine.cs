using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Prompts;
using PuppetEngine.Grains.Abstractions.Access;

namespace PuppetEngine.Engine.Agents.Moods;

/// <summary>
/// How a mood comes and goes, as pure functions. It returns to the agent's baseline exponentially; events and interactions move it by
/// bounded steps. A later time is never mixed with an earlier one: a clock that steps back changes nothing.
/// </summary>
public static class MoodMachine
{
    /// <summary>Nearer to the baseline than this a mood is the baseline, and carries nobody's label any more.</summary>
    public const double Worn = 0.01;

    /// <summary>The mood of an agent that was not moved yet.</summary>
    public static MoodState Begin(MoodRules rules, DateTimeOffset now) => new(rules.Baseline, now);

    /// <summary>The mood at a time.</summary>
    public static MoodState At(MoodState state, MoodRules rules, DateTimeOffset now)
    {
        var elapsed = now - state.At;
        if (elapsed <= TimeSpan.Zero)
        {
            return state;
        }

        var left = rules.HalfLife > TimeSpan.Zero ? Math.Pow(0.5, elapsed / rules.HalfLife) : 0;
        var mood = rules.Baseline.Toward(state.Mood, left);
        return mood.DistanceTo(rules.Baseline) < Worn ? new MoodState(rules.Baseline, now) : state with { Mood = mood, At = now };
    }

    /// <summary>The mood at a time, of an agent that may not have been moved yet.</summary>
    public static MoodState Now(MoodState? state, MoodRules rules, DateTimeOffset now) => state is null ? Begin(rules, now) : At(state, rules, now);

    /// <summary>Moves the mood.</summary>
    /// <param name="state">As stored; null before the first.</param>
    /// <param name="rules">Where it returns to.</param>
    /// <param name="shift">By how much.</param>
    /// <param name="limit">The most a figure may move: <see cref="MoodShift.EventLimit"/>, <see cref="MoodShift.InteractionLimit"/>, or 2 for an operator.</param>
    /// <param name="provenance">Whose doing it is.</param>
    /// <param name="now">The present.</param>
    public static MoodState Shift(MoodState? state, MoodRules rules, MoodShift shift, double limit, Provenance provenance, DateTimeOffset now)
    {
        var present = Now(state, rules, now);
        var bounded = shift.Within(limit);
        return bounded.IsNone ? present : present with
        {
            Mood = present.Mood.Moved(bounded),
            Provenance = provenance > present.Provenance ? provenance : present.Provenance,
        };
    }

    /// <summary>What a text from somebody does by itself: a word of <c>stress_triggers</c> upsets; nothing else is read out of it.</summary>
    public static MoodShift Upset(AgentDefinition definition, string text)
    {
        var words = new TermMatcher(text);
        return definition.Personality.StressTriggers.Any(words.NamesTopic) ? new MoodShift(-0.15, 0.15, -0.1) : MoodShift.None;
    }
}
