using System.Collections.Immutable;
using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Engine.Agents.Moods;
using PuppetEngine.Engine.Events;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Events;
using PuppetEngine.Grains.Abstractions.Journal;

namespace PuppetEngine.Engine.Agents.Turns;

/// <summary>
/// Events as steps of a turn: mood, memory, topic or post and the journal's entry are one commit, so that an event that is told twice
/// does nothing the second time.
/// </summary>
public static class EventTurns
{
    /// <summary>Events that an agent hears within a day; more wait until the oldest are a day old.</summary>
    public const int MaxHeard = 256;

    // No account posts twice within five minutes of its own accord: what the schedule is about to say may be about it.
    private static readonly TimeSpan Apart = TimeSpan.FromMinutes(5);

    // A dispatcher whose clock is behind this one's may still tell an event whose life is over here.
    private static readonly TimeSpan Margin = TimeSpan.FromHours(1);

    /// <summary>Whether the agent cannot hear another event now.</summary>
    public static bool IsFull(TurnState state, DateTimeOffset now) => Fresh(state.Heard, now).Length >= MaxHeard;

    /// <summary>What an event does. Null where the agent heard it before.</summary>
    /// <param name="state">The state.</param>
    /// <param name="seed">What every effect of the agent begins with.</param>
    /// <param name="definition">The agent.</param>
    /// <param name="minInterval">The least time between two posts.</param>
    /// <param name="happened">The event.</param>
    /// <param name="now">The present.</param>
    /// <param name="options">How turns are bounded.</param>
    public static TurnChange? Hear(
        TurnState state, EffectSeed seed, AgentDefinition definition, TimeSpan minInterval, AgentEvent happened, DateTimeOffset now, TurnOptions options)
    {
        var heard = Fresh(state.Heard, now);
        if (heard.Any(e => e.Id == happened.Id))
        {
            return null;
        }

        var change = new TurnChange(state with { Heard = heard.Add(new HeardEvent(happened.Id, happened.Due.ToUnixTimeMilliseconds())) });
        var (data, _, problem) = EventData.Read(happened.Type, happened.Data);
        if (data is null)
        {
            // Checked when it was stored; a release that knew the type otherwise may have stored it.
            return Told(change, happened, null, "ignored", problem);
        }

        var reaction = EventReaction.Of(happened, data, seed.AgentId);
        if (!happened.DryRun)
        {
            change = Felt(change, definition, reaction, now);
        }

        var meets = Meets(state, happened, data, reaction, seed.AgentId);
        var (result, detail) = meets ? ("encounter", $"It looks at what {data.TargetId} has posted.") : Consequence(state, reaction, minInterval, now, options);
        if (meets && !happened.DryRun)
        {
            change = change with { State = change.State with { Encounters = change.State.Encounters.Add(new Encounter(happened.Id, data.TargetId, reaction.Topic, reaction.Memory.Provenance, now)) } };
        }

        return Told(
            Acted(change, seed, happened.Id, reaction.Topic, reaction.Memory.Provenance, happened.DryRun, result, now, happened.Due + EventTelling.Life, options), happened, reaction, result, detail);
    }

    private static TurnChange Felt(TurnChange change, AgentDefinition definition, EventReaction reaction, DateTimeOffset now)
    {
        change = reaction.IsQuiet ? change : change with { Memories = change.Memories.Add(reaction.Memory) };
        return reaction.Mood is not { } mood ? change : change with
        {
            State = change.State with
            {
                Mood = MoodMachine.Shift(
                    change.State.Mood, MoodRules.Of(definition), new MoodShift(mood.Valence, mood.Arousal, mood.Dominance), MoodShift.EventLimit, reaction.Memory.Provenance, now),
            },
        };
    }

    private static (string Result, string Detail) Consequence(TurnState state, EventReaction reaction, TimeSpan minInterval, DateTimeOffset now, TurnOptions options) => reaction switch
    {
        { IsQuiet: true } => ("felt", "Only the mood moved."),
        { Speaks: false } or { Topic: null, Mood: null } => ("remembered", ""),
        _ when state.PausedBy is not null => ("remembered", "The agent is paused."),
        // What comes from outside may be talked about when the agent speaks anyway; it never makes it speak.
        { Memory.Provenance: > Provenance.Simulation } => ("suggested", "The next scheduled post may be about it."),
        _ => Spoken(state, reaction.Topic, minInterval, now, options),
    };

    /// <summary>What becomes of an occasion to speak: a post, a topic for the scheduled one, or nothing but a memory.</summary>
    internal static (string Result, string Detail) Spoken(TurnState state, string? topic, TimeSpan minInterval, DateTimeOffset now, TurnOptions options) => state switch
    {
        _ when state.LastPostAt + minInterval > now => ("remembered", "The last post was too short a time ago."),
        _ when TurnMachine.OccurrenceAt(state) < now + (minInterval < Apart ? minInterval : Apart) =>
            (topic is null ? "remembered" : "suggested", "The next scheduled post comes within five minutes."),
        _ when state.Open.Length >= options.MaxOpenEffects => ("remembered", $"{state.Open.Length} effects are open."),
        _ => ("post", ""),
    };

    /// <summary>The step of such a result.</summary>
    internal static TurnChange Acted(
        TurnChange change, EffectSeed seed, string eventId, string? topic, Provenance provenance, bool isTrial, string result, DateTimeOffset now, DateTimeOffset until, TurnOptions options) => result switch
    {
        "suggested" when !isTrial && topic is not null => change with { State = change.State with { Suggested = new SuggestedTopic(topic, provenance, until) } },
        "post" => TurnMachine.Plan(
            change,
            seed.Plan(EffectKind.Post, EffectId.OfEvent(eventId), now) with { Topic = topic, TopicProvenance = provenance, IsTrial = isTrial, Expires = now + options.OccurrenceLifetime },
            due: null),
        _ => change,
    };

    // What comes from outside brings nobody together: whom an agent acts on is the house's own word.
    private static bool Meets(TurnState state, AgentEvent happened, EventData data, EventReaction reaction, string agentId) =>
        happened.Type == EventTypes.InteractionPrompt && reaction is { Speaks: true, Memory.Provenance: <= Provenance.Simulation }
        && AgentId.IsValid(data.TargetId) && data.TargetId != agentId && state is { PausedBy: null, Encounters.Length: < EncounterTurns.Most };

    private static TurnChange Told(TurnChange change, AgentEvent happened, EventReaction? reaction, string result, string detail) => change with
    {
        Journal = change.Journal.Add(new JournalDraft(
            $"event:{happened.Id}",
            JournalKinds.Event,
            "",
            $"{happened.Type} from {happened.Source}: {(happened.DryRun ? "would be " : "")}{result}",
            new JournalPayloads.Heard(happened.Id, happened.Type, happened.Source, happened.Data, reaction?.Mood, reaction?.Topic, result, detail))),
    };

    private static ImmutableArray<HeardEvent> Fresh(ImmutableArray<HeardEvent> heard, DateTimeOffset now)
    {
        var oldest = (now - EventTelling.Life - Margin).ToUnixTimeMilliseconds();
        return heard.RemoveAll(e => e.DueMs < oldest);
    }
}
