namespace PuppetEngine.Grains.Abstractions.Events;

/// <summary>The types of events that agents know, and the members of their data. Others are remembered as they are, and cause nothing.</summary>
public static class EventTypes
{
    /// <summary>News: <c>headline</c> (required), <c>topic</c>, <c>description</c>, <c>url</c>, <c>importance</c> (0 to 1).</summary>
    public const string News = "news";

    /// <summary>A shift of mood: <c>name</c>, <c>description</c>, <c>valence_shift</c>, <c>arousal_shift</c>, <c>dominance_shift</c> (-1 to 1 each, at least one).</summary>
    public const string MoodShift = "mood_shift";

    /// <summary>An occasion to speak with somebody: <c>description</c> (required), <c>initiator_id</c>, <c>target_id</c>, <c>topic</c>.</summary>
    public const string InteractionPrompt = "interaction_prompt";

    /// <summary>An appointment: <c>description</c> (required), <c>topic</c>.</summary>
    public const string Scheduled = "scheduled";

    /// <summary>A market moved: <c>description</c> (required), <c>symbol</c>, <c>change_percent</c>.</summary>
    public const string Market = "market";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> Known = [News, MoodShift, InteractionPrompt, Scheduled, Market];
}
