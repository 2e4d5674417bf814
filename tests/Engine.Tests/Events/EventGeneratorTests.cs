using PuppetEngine.Engine.Agents.Moods;
using PuppetEngine.Engine.Events;
using PuppetEngine.Engine.Randomness;
using PuppetEngine.Grains.Abstractions.Events;

namespace PuppetEngine.Tests.Engine.Events;

public sealed class EventGeneratorTests
{
    private static readonly string[] Agents = ["ada", "bea", "cy", "dot", "eve"];

    private static IReadOnlyList<EventDraft> Make(string kind, long number, params string[] agents) =>
        EventGenerator.Make(kind, number, DeterministicRandom.For(7, number, kind).NextDouble, agents);

    [Theory]
    [InlineData(EventGenerator.News)]
    [InlineData(EventGenerator.Moods)]
    [InlineData(EventGenerator.Encounters)]
    public void What_is_made_up_is_taken_and_the_same_number_gives_the_same(string kind)
    {
        for (var number = 0; number < 200; number++)
        {
            var made = Make(kind, number, Agents);
            Assert.NotEmpty(made);
            Assert.All(made, draft => Assert.NotNull(EventIntake.Read(draft, DateTimeOffset.UnixEpoch).Event));
            Assert.Equal(made.Select(d => (d.Cause, d.Data)), Make(kind, number, Agents).Select(d => (d.Cause, d.Data)));
        }
    }

    [Fact]
    public void Encounters_bring_two_different_agents_together()
    {
        var made = Enumerable.Range(0, 500).SelectMany(n => Make(EventGenerator.Encounters, n, Agents)).ToList();
        var read = made.Select(d => (Draft: d, Data: EventData.Read(d.Type, d.Data).Data!)).ToList();

        Assert.All(read, e => Assert.NotEqual(e.Data.InitiatorId, e.Data.TargetId));
        Assert.All(read, e => Assert.Equal([e.Data.InitiatorId], e.Draft.Targets));
        Assert.Equal(Agents, read.Select(e => e.Data.InitiatorId).Distinct().Order());
        Assert.InRange(made.Count / 500.0, 1.5, 3.9);
    }

    [Fact]
    public void Each_mood_that_may_come_moves_within_the_limit_of_events()
    {
        var moods = EventData.Read(EventTypes.MoodShift, Make(EventGenerator.Moods, 1)[0].Data).Data!.Moods;

        Assert.Equal(5, moods.Select(m => m.Name).Distinct().Count());
        Assert.All(moods.Select(m => new MoodShift(m.Valence, m.Arousal, m.Dominance)), shift =>
        {
            Assert.False(shift.IsNone);
            Assert.Equal(shift, shift.Within(MoodShift.EventLimit));
        });
    }

    [Fact]
    public void One_agent_alone_meets_nobody() => Assert.Empty(Make(EventGenerator.Encounters, 1, "ada"));

    [Fact]
    public void News_vary() => Assert.True(Enumerable.Range(0, 200).Select(n => Make(EventGenerator.News, n)[0].Data).Distinct().Count() > 100);
}
