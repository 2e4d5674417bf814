using System.Globalization;

namespace PuppetEngine.Engine.Agents.Prompts;

/// <summary>How an agent feels.</summary>
/// <param name="Valence">-1 (bad) to 1 (good).</param>
/// <param name="Arousal">0 (calm) to 1 (excited).</param>
/// <param name="Dominance">0 (small) to 1 (in command).</param>
public readonly record struct Mood(double Valence, double Arousal, double Dominance)
{
    /// <summary>Where every agent begins.</summary>
    public static Mood Neutral { get; } = new(0, 0, 0.5);

    /// <summary>The mood of three figures that may be anything: each is brought into its bounds, what is no number counts as neutral.</summary>
    public static Mood Of(double valence, double arousal, double dominance) =>
        new(Within(valence, -1, 1, 0), Within(arousal, 0, 1, 0), Within(dominance, 0, 1, 0.5));

    /// <summary>The mood moved by a shift, within its bounds.</summary>
    public Mood Moved(Moods.MoodShift shift) => Of(Valence + shift.Valence, Arousal + shift.Arousal, Dominance + shift.Dominance);

    /// <summary>The mood between this one and another: 0 is this one, 1 the other.</summary>
    public Mood Toward(Mood other, double share) => Of(
        Valence + ((other.Valence - Valence) * share),
        Arousal + ((other.Arousal - Arousal) * share),
        Dominance + ((other.Dominance - Dominance) * share));

    /// <summary>How far the figure that differs most differs.</summary>
    public double DistanceTo(Mood other) =>
        Math.Max(Math.Abs(Valence - other.Valence), Math.Max(Math.Abs(Arousal - other.Arousal), Math.Abs(Dominance - other.Dominance)));

    private static double Within(double value, double least, double most, double neutral) =>
        double.IsNaN(value) ? neutral : Math.Clamp(value, least, most);

    /// <summary>The mood in words and figures, as in <c>in good spirits, wide awake, steady (valence 0.30, arousal 0.50, dominance 0.50)</c>.</summary>
    public string Describe()
    {
        var valence = Valence switch
        {
            < -0.5 => "downcast",
            < -0.15 => "in low spirits",
            <= 0.15 => "even-tempered",
            <= 0.5 => "in good spirits",
            _ => "delighted",
        };
        var arousal = Arousal switch { < 0.25 => "calm", < 0.6 => "wide awake", _ => "stirred up" };
        var dominance = Dominance switch { < 0.35 => "a little unsure of yourself", <= 0.65 => "steady", _ => "sure of yourself" };
        return string.Create(CultureInfo.InvariantCulture,
            $"{valence}, {arousal}, {dominance} (valence {Valence:0.00}, arousal {Arousal:0.00}, dominance {Dominance:0.00})");
    }
}
