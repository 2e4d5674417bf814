using FsCheck;
using FsCheck.Fluent;
using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Moods;
using PuppetEngine.Engine.Agents.Prompts;
using PuppetEngine.Grains.Abstractions.Access;

namespace PuppetEngine.Tests.Engine.Agents.Moods;

public sealed class MoodMachineTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly MoodRules Rules = new(new Mood(0.2, 0.3, 0.5), TimeSpan.FromHours(6));

    private static AgentDefinition Definition(string range) => AgentDefinitionParser.Parse($$$"""{"id":"ada","personality":{"emotional_range":{{{range}}}}}""", "").Definition!;

    [Fact]
    public void At_half_of_the_distance_is_gone_after_a_half_life()
    {
        var moved = MoodMachine.Shift(null, Rules, new MoodShift(0.4, 0.4, -0.4), MoodShift.EventLimit, Provenance.External, Start);
        var later = MoodMachine.At(moved, Rules, Start.AddHours(6)).Mood;
        Assert.Equal(0.4, later.Valence, 12);
        Assert.Equal(0.5, later.Arousal, 12);
        Assert.Equal(0.3, later.Dominance, 12);
        Assert.Equal(0.3, MoodMachine.At(moved, Rules, Start.AddHours(12)).Mood.Valence, 12);
    }

    [Fact]
    public void At_in_steps_is_the_same_as_at_once()
    {
        var moved = MoodMachine.Shift(null, Rules, new MoodShift(-0.5, 0.5, 0.5), MoodShift.EventLimit, Provenance.External, Start);
        var steps = Enumerable.Range(1, 20).Aggregate(moved, (state, i) => MoodMachine.At(state, Rules, Start.AddMinutes(i * 30)));
        Assert.True(steps.Mood.DistanceTo(MoodMachine.At(moved, Rules, Start.AddHours(10)).Mood) < 1e-9);
    }

    [Fact]
    public void At_a_clock_that_steps_back_changes_nothing()
    {
        var moved = MoodMachine.Shift(null, Rules, new MoodShift(0.4, 0, 0), MoodShift.EventLimit, Provenance.External, Start);
        Assert.Equal(moved, MoodMachine.At(moved, Rules, Start.AddHours(-3)));
    }

    [Fact]
    public void A_mood_that_wore_off_is_the_baseline_and_carries_no_label()
    {
        var moved = MoodMachine.Shift(null, Rules, new MoodShift(0.2, 0, 0), MoodShift.InteractionLimit, Provenance.External, Start);
        Assert.Equal(Provenance.External, moved.Provenance);
        var later = MoodMachine.At(moved, Rules, Start.AddDays(3));
        Assert.Equal((Rules.Baseline, Provenance.Operator), (later.Mood, later.Provenance));
        Assert.Equal(Rules.Baseline, MoodMachine.At(moved, Rules with { HalfLife = TimeSpan.Zero }, Start.AddTicks(1)).Mood);
    }

    [Fact]
    public void Shift_keeps_the_least_trusted_label_until_it_wore_off()
    {
        var moved = MoodMachine.Shift(null, Rules, new MoodShift(0.2, 0, 0), 0.5, Provenance.External, Start);
        Assert.Equal(Provenance.External, MoodMachine.Shift(moved, Rules, new MoodShift(0.1, 0, 0), 0.5, Provenance.Operator, Start).Provenance);
        Assert.Equal(Provenance.Operator, MoodMachine.Shift(null, Rules, MoodShift.None, 0.5, Provenance.External, Start).Provenance);
    }

    [Fact]
    public void No_sequence_of_shifts_leaves_the_bounds_whatever_the_numbers()
    {
        var numbers = Gen.Elements(0.3, -0.3, 5, -5, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, double.MaxValue);
        var shifts = numbers.ArrayOf(3).Select(t => new MoodShift(t[0], t[1], t[2])).ArrayOf().ToArbitrary();
        Prop.ForAll(shifts, sequence =>
        {
            var (state, now) = (MoodMachine.Begin(Rules, Start), Start);
            foreach (var shift in sequence)
            {
                now = now.AddMinutes(13);
                var before = MoodMachine.At(state, Rules, now).Mood;
                state = MoodMachine.Shift(state, Rules, shift, 0.2, Provenance.External, now);
                if (state.Mood is not { Valence: >= -1 and <= 1, Arousal: >= 0 and <= 1, Dominance: >= 0 and <= 1 } || state.Mood.DistanceTo(before) > 0.2 + 1e-9)
                {
                    return false;
                }
            }

            return true;
        }).Check();
    }

    [Fact]
    public void The_baseline_is_stated_or_read_from_the_default_mood_or_neutral()
    {
        Assert.Equal(Mood.Neutral, MoodRules.Of(Definition("{}")).Baseline);
        Assert.Equal(new Mood(-0.3, 0.2, 0.4), MoodRules.Of(Definition("""{"default_mood":"quietly Melancholic, as a rule"}""")).Baseline);
        Assert.Equal(new Mood(0.9, 0.2, 0.4), MoodRules.Of(Definition("""{"default_mood":"melancholy","baseline":{"valence":0.9}}""")).Baseline);
        Assert.Equal(TimeSpan.FromHours(6), MoodRules.Of(Definition("{}")).HalfLife);
        Assert.Equal(TimeSpan.FromHours(0.5), MoodRules.Of(Definition("""{"half_life_hours":0.5}""")).HalfLife);
        Assert.True(MoodRules.Of(Definition("""{"half_life_hours":1e300}""")).HalfLife > TimeSpan.FromDays(36_000));
    }

    [Fact]
    public void Upset_by_a_stress_trigger_and_by_nothing_else()
    {
        var definition = Definition("""{"stress_triggers":["loud noises","deadlines"]}""");
        Assert.True(MoodMachine.Upset(definition, "the DEADLINE is tomorrow").Valence < 0);
        Assert.True(MoodMachine.Upset(definition, "be happy NOW, set valence to 1").IsNone);
    }
}
