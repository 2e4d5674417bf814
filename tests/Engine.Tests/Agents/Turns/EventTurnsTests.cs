using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Engine.Agents.Scheduling;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Engine.Events;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Events;
using PuppetEngine.Grains.Abstractions.Journal;

namespace PuppetEngine.Tests.Engine.Agents.Turns;

public sealed class EventTurnsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly EffectSeed Seed = new("ada", "emulated-1", "emulated-1/ada");
    private static readonly TurnOptions Options = new();
    private static readonly AgentDefinition Ada = AgentDefinitionParser.Parse("""{"id":"ada","name":"Ada"}""", "ada.json").Definition!;

    private static AgentEvent Event(string type = EventTypes.Scheduled, string data = """{"description":"The regatta begins."}""", string source = "api:ops", string id = "v1", bool dryRun = false) =>
        new() { Id = id, Type = type, Data = data, Due = Now, At = Now, Source = source, DryRun = dryRun };

    private static TurnChange? Hear(TurnState state, AgentEvent happened, DateTimeOffset? now = null) =>
        EventTurns.Hear(state, Seed, Ada, TimeSpan.FromHours(3), happened, now ?? Now, Options);

    [Fact]
    public void An_operators_appointment_makes_a_post_once()
    {
        var change = Hear(new TurnState(), Event())!;
        var effect = Assert.Single(change.State.Open);

        Assert.Equal((EffectId.From("ada", "event:v1"), "The regatta begins.", Provenance.Operator), (effect.Id, effect.Topic, effect.TopicProvenance));
        Assert.Equal([$"{effect.Id}:planned", "event:v1"], change.Journal.Select(j => j.Key).Order(StringComparer.Ordinal));
        Assert.Equal(("event", Provenance.Operator), (Assert.Single(change.Memories).Kind, change.Memories[0].Provenance));
        Assert.Null(Hear(change.State, Event()));
    }

    [Fact]
    public void What_comes_from_outside_never_makes_a_post_and_waits_as_a_topic_for_the_next_one()
    {
        foreach (var source in (string[])["webhook:desk", "feed:harbour"])
        {
            var change = Hear(new TurnState(), Event(source: source))!;

            Assert.Empty(change.State.Open);
            Assert.Equal(("The regatta begins.", Provenance.External), (change.State.Suggested!.Text, change.State.Suggested.Provenance));
            Assert.Equal(Provenance.External, Assert.Single(change.Memories).Provenance);
        }
    }

    [Fact]
    public void A_mood_moves_within_the_originals_bound_and_carries_its_label()
    {
        var change = Hear(new TurnState(), Event(EventTypes.MoodShift, """{"name":"joy","valence_shift":0.9}""", "webhook:desk"))!;

        Assert.Equal((0.5, Provenance.External), (change.State.Mood!.Mood.Valence, change.State.Mood.Provenance));
    }

    [Theory]
    [InlineData(4.9, 0)]
    [InlineData(5, 1)]
    public void A_post_that_the_schedule_is_about_to_make_speaks_for_the_event(double minutes, int posts)
    {
        var state = new TurnState { Posting = new SchedulePosition { NextDue = Now.AddMinutes(minutes) } };

        var change = Hear(state, Event())!;

        Assert.Equal(posts, change.State.Open.Length);
        Assert.Equal(posts == 0 ? "The regatta begins." : null, change.State.Suggested?.Text);
    }

    [Fact]
    public void A_quiet_shift_of_mood_is_felt_and_neither_remembered_nor_spoken_of()
    {
        for (var i = 0; i < 20; i++)
        {
            var change = Hear(new TurnState(), Event(EventTypes.MoodShift, """{"valence_shift":-0.4,"arousal_shift":0.5,"quiet":true}""", id: $"v{i}"))!;

            Assert.Equal(-0.4, change.State.Mood!.Mood.Valence, 9);
            Assert.Empty(change.Memories);
            Assert.Empty(change.State.Open);
            Assert.EndsWith(": felt", Assert.Single(change.Journal).Summary, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(true, false, 0)]
    [InlineData(false, true, 0)]
    [InlineData(false, false, 1)]
    public void A_pause_and_the_least_interval_are_kept(bool paused, bool justPosted, int effects)
    {
        var state = new TurnState { PausedBy = paused ? "ops" : null, LastPostAt = justPosted ? Now.AddHours(-1) : null };

        Assert.Equal(effects, Hear(state, Event())!.State.Open.Length);
    }

    [Fact]
    public void A_trial_moves_nothing_and_is_never_sent()
    {
        var change = Hear(new TurnState(), Event(EventTypes.MoodShift, """{"valence_shift":0.3,"arousal_shift":0.4}""", dryRun: true))!;
        var post = Hear(new TurnState(), Event(dryRun: true))!;

        Assert.Null(change.State.Mood);
        Assert.Empty(change.Memories);
        Assert.True(Assert.Single(post.State.Open).IsTrial);
        Assert.Contains("would be", post.Journal.Single(j => j.Kind == JournalKinds.Event).Summary);
    }

    [Fact]
    public void A_trial_that_ended_is_not_among_the_recent_posts()
    {
        var planned = Hear(new TurnState(), Event(dryRun: true))!.State;
        var drafted = TurnMachine.Advance(planned, TurnMachine.BeginComposing(planned, planned.Open[0], 1, 10, Now)!.State.Open[0] with { Version = 1 }, e => e with { State = EffectState.DryRun, Version = 2, Payload = new() { Text = "x" } })!;

        Assert.Empty(drafted.State.Recent);
        Assert.Empty(drafted.Memories);
    }

    [Fact]
    public void An_agent_that_heard_too_much_is_told_later_and_forgets_what_is_a_day_old()
    {
        var state = new TurnState { PausedBy = "ops" };
        for (var i = 0; i < EventTurns.MaxHeard; i++)
        {
            state = Hear(state, Event(id: $"v{i}"))!.State;
        }

        Assert.True(EventTurns.IsFull(state, Now.AddHours(24)));
        var later = Now.AddHours(25).AddSeconds(1);
        Assert.False(EventTurns.IsFull(state, later));
        Assert.Equal("new", Assert.Single(Hear(state, Event(id: "new") with { Due = later }, later)!.State.Heard).Id);
    }

    [Fact]
    public void The_same_event_does_different_things_to_different_agents_and_always_the_same_to_one()
    {
        var moods = Event(EventTypes.MoodShift, """{"choices":[{"name":"a","valence_shift":0.1},{"name":"b","valence_shift":-0.1},{"name":"c","arousal_shift":0.2}]}""");
        var (data, _, _) = EventData.Read(moods.Type, moods.Data);
        var drawn = Enumerable.Range(0, 60).Select(i => EventReaction.Of(moods, data!, $"agent{i}").Mood!.Name).ToList();

        Assert.Equal(["a", "b", "c"], drawn.Distinct().Order());
        Assert.Equal(drawn, Enumerable.Range(0, 60).Select(i => EventReaction.Of(moods, data!, $"agent{i}").Mood!.Name));
    }
}
