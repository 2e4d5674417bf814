namespace PuppetEngine.Engine.Agents.Moods;

/// <summary>What moves a mood: added to its three figures.</summary>
/// <param name="Valence">Toward bad (below zero) or good.</param>
/// <param name="Arousal">Toward calm or excited.</param>
/// <param name="Dominance">Toward small or in command.</param>
public readonly record struct MoodShift(double Valence, double Arousal, double Dominance)
{
    /// <summary>The most that an event may move a figure, as in the original.</summary>
    public const double EventLimit = 0.5;

    /// <summary>The most that one interaction may move a figure.</summary>
    public const double InteractionLimit = 0.2;

    /// <summary>Moves nothing.</summary>
    public static MoodShift None { get; }

    /// <summary>Whether nothing moves.</summary>
    public bool IsNone => this == None;

    /// <summary>The shift with each figure between minus and plus the limit; what is no number moves nothing.</summary>
    public MoodShift Within(double limit) => new(Bound(Valence, limit), Bound(Arousal, limit), Bound(Dominance, limit));

    private static double Bound(double value, double limit) => double.IsNaN(value) ? 0 : Math.Clamp(value, -limit, limit);
}
