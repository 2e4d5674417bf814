namespace PuppetEngine.Engine.Agents.Definitions;

/// <summary><c>personality</c>.</summary>
public sealed record Personality
{
    /// <summary>Nothing said.</summary>
    public static readonly Personality None = new();

    /// <summary><c>traits</c>.</summary>
    public IReadOnlyList<string> Traits { get; init; } = [];

    /// <summary><c>values</c>.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary><c>interests</c>.</summary>
    public IReadOnlyList<string> Interests { get; init; } = [];

    /// <summary><c>speaking_style</c>.</summary>
    public string SpeakingStyle { get; init; } = "";

    /// <summary><c>background</c>.</summary>
    public string Background { get; init; } = "";

    /// <summary><c>quirks</c>.</summary>
    public IReadOnlyList<string> Quirks { get; init; } = [];

    /// <summary><c>emotional_range.default_mood</c>.</summary>
    public string DefaultMood { get; init; } = "";

    /// <summary><c>emotional_range.stress_triggers</c>.</summary>
    public IReadOnlyList<string> StressTriggers { get; init; } = [];

    /// <summary><c>emotional_range.baseline.valence</c>, -1 to 1; null where <see cref="DefaultMood"/> decides.</summary>
    public double? BaseValence { get; init; }

    /// <summary><c>emotional_range.baseline.arousal</c>, 0 to 1; null where <see cref="DefaultMood"/> decides.</summary>
    public double? BaseArousal { get; init; }

    /// <summary><c>emotional_range.baseline.dominance</c>, 0 to 1; null where <see cref="DefaultMood"/> decides.</summary>
    public double? BaseDominance { get; init; }

    /// <summary><c>emotional_range.half_life_hours</c>: when half of what moved the mood has worn off; 0: at once.</summary>
    public double MoodHalfLifeHours { get; init; } = 6;
}
