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

        var (result, detail) = Consequence(state, reaction, minInterval, now, options);
        return Told(Acted(change, seed, reaction, happened, result, now, options), happened, reaction, result, detail);
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
        _ when state.LastPostAt + minInterval > now => ("remembered", "The last post was too short a time ago."),
        _ when TurnMachine.OccurrenceAt(state) < now + (minInterval < Apart ? minInterval : Apart) =>
            (reaction.Topic is null ? "remembered" : "suggested", "The next scheduled post comes within five minutes."),
        _ when state.Open.Length >= options.MaxOpenEffects => ("remembered", $"{state.Open.Length} effects are open."),
        _ => ("post", ""),
    };

    private static TurnChange Acted(
        TurnChange change, EffectSeed seed, EventReaction reaction, AgentEvent happened, string result, DateTimeOffset now, TurnOptions options) => result switch
    {
        "suggested" when !happened.DryRun && reaction.Topic is { } topic => change with
        {
            State = change.State with { Suggested = new SuggestedTopic(topic, reaction.Memory.Provenance, happened.Due + EventTelling.Life) },
        },
        "post" => TurnMachine.Plan(
            change,
            seed.Plan(EffectKind.Post, EffectId.OfEvent(happened.Id), now) with
            {
                Topic = reaction.Topic,
                TopicProvenance = reaction.Memory.Provenance,
                IsTrial = happened.DryRun,
                Expires = now + options.OccurrenceLifetime,
            },
            due: null),
        _ => change,
    };

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
