namespace PuppetEngine.Engine.Agents.Moods;

/// <summary>A mood that comes over an agent without a cause outside, as the original's generator of random moods had them.</summary>
/// <param name="Name">What it is, as in <c>sudden inspiration</c>.</param>
/// <param name="Description">In words, for the agent's memory.</param>
/// <param name="Shift">What it does.</param>
public sealed record MoodEvent(string Name, string Description, MoodShift Shift)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<MoodEvent> All { get; } =
    [
        new("sudden inspiration", "An idea came out of nowhere and would not leave.", new MoodShift(0.3, 0.4, 0.2)),
        new("mild frustration", "Something small went wrong, and then went wrong again.", new MoodShift(-0.2, 0.3, -0.1)),
        new("pleasant surprise", "Something turned out better than there was reason to hope.", new MoodShift(0.4, 0.3, 0.1)),
        new("brief melancholy", "For a while everything looked like a photograph of itself.", new MoodShift(-0.3, -0.2, -0.1)),
        new("creative surge", "One thing led to another, and all of it wanted to be made.", new MoodShift(0.3, 0.4, 0.3)),
    ];

    /// <summary>One of them by a number from 0 (inclusive) to 1.</summary>
    public static MoodEvent Draw(double roll) => All[Math.Clamp((int)(roll * All.Count), 0, All.Count - 1)];
}
