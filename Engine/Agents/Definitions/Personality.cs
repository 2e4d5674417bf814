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
}
