using PuppetEngine.Engine.Events;
using PuppetEngine.Engine.Randomness;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Events;
using PuppetEngine.Grains.Abstractions.Memory;

namespace PuppetEngine.Engine.Agents.Turns;

/// <summary>What an event does to one agent. The same event does the same to the same agent, however often it is asked.</summary>
/// <param name="Mood">The shift of its mood; null for none.</param>
/// <param name="Memory">What it remembers.</param>
/// <param name="Topic">What it may speak about; null when the event gives nothing to say.</param>
/// <param name="Speaks">Whether it speaks about it of its own accord, by the original's rules.</param>
/// <param name="IsQuiet">Whether it is only felt: a mood as it comes and goes, without an occasion that anybody could remember.</param>
public sealed record EventReaction(MoodChoice? Mood, MemoryItem Memory, string? Topic, bool Speaks, bool IsQuiet = false)
{
    // The original: a post follows news of an importance above 0.7 and otherwise in 30 % of the cases, a mood whose arousal rises by more than 0.3 and otherwise in 20 %.
    private const double ImportantNews = 0.7;
    private const double NewsChance = 0.3;
    private const double StirringArousal = 0.3;
    private const double MoodChance = 0.2;

    /// <summary>The reaction of an agent.</summary>
    /// <param name="made">The event.</param>
    /// <param name="data">Its data, as <see cref="EventData"/> reads it.</param>
    /// <param name="agentId">The agent.</param>
    public static EventReaction Of(AgentEvent made, EventData data, string agentId)
    {
        ArgumentNullException.ThrowIfNull(made);
        ArgumentNullException.ThrowIfNull(data);
        var random = DeterministicRandom.For(DeterministicRandom.Hash(agentId), unchecked((long)DeterministicRandom.Hash(made.Id)), "event");
        var mood = data.Moods.Count == 0 ? null : data.Moods[random.NextInt(data.Moods.Count)];
        var importance = data.Importance ?? (mood is null ? 0.5 : 0.6);
        var speaks = !data.IsQuiet && made.Type switch
        {
            EventTypes.News => importance > ImportantNews || random.NextDouble() < NewsChance,
            EventTypes.MoodShift => mood!.Arousal > StirringArousal || random.NextDouble() < MoodChance,
            EventTypes.InteractionPrompt => data.InitiatorId.Length == 0 || data.InitiatorId == agentId,
            EventTypes.Scheduled => true,
            EventTypes.Market => random.NextDouble() < NewsChance,
            _ => false,
        };
        var text = data.Text.Length > 0 ? data.Text : mood?.Name is { Length: > 0 } name ? $"A feeling: {name}." : $"An event of type {made.Type}.";
        return new EventReaction(
            mood is null || mood.IsNothing ? null : mood,
            new MemoryItem
            {
                Id = made.Id,
                Kind = "event",
                Content = text,
                Importance = importance,
                EmotionalValence = mood?.Valence ?? 0,
                Provenance = LabelOf(made.Source),
                At = made.Due,
            },
            made.Type == EventTypes.MoodShift ? null : data.Topic.Length > 0 ? data.Topic : data.Text.Length > 0 ? data.Text : null,
            speaks,
            data.IsQuiet);
    }

    /// <summary>The label of a channel. A signature on a webhook proves its sender, and what it says is external all the same.</summary>
    public static Provenance LabelOf(string source) => EventSources.ChannelOf(source) switch
    {
        EventSources.Api => Provenance.Operator,
        EventSources.Generator => Provenance.Simulation,
        _ => Provenance.External,
    };
}
