using FsCheck;
using FsCheck.Fluent;
using PuppetEngine.Engine.Events;
using PuppetEngine.Grains.Abstractions.Events;

namespace PuppetEngine.Tests.Engine.Events;

public sealed class EventTellingTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private static EventView View(params string[] targets) => EventTelling.Begin(new AgentEvent
    {
        Id = "v1", Type = "news", Data = "{}", Targets = [.. targets], Due = Now, At = Now, Source = "api:test",
    });

    [Fact]
    public void Advance_goes_from_batch_to_batch_until_all_are_told()
    {
        var first = EventTelling.Advance(View(), ["ada", "bea"], [], isLast: false, Now);
        var last = EventTelling.Advance(first, ["cy"], [], isLast: true, Now);

        Assert.Equal((EventState.Telling, "bea", 2L), (first.State, first.Cursor, first.Told));
        Assert.Equal((EventState.Told, "cy", 3L), (last.State, last.Cursor, last.Told));
    }

    [Fact]
    public void Advance_keeps_whom_it_could_not_tell_and_tries_them_again_later()
    {
        var stuck = EventTelling.Advance(View(), ["bea"], ["ada"], isLast: true, Now);
        var again = EventTelling.Advance(stuck, [], ["ada"], isLast: true, stuck.NextAt);
        var done = EventTelling.Advance(again, ["ada"], [], isLast: true, again.NextAt);

        Assert.Equal((EventState.Telling, 1), (stuck.State, stuck.Waiting.Count));
        Assert.True(EventTelling.IsRepeating(stuck));
        Assert.Equal([TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10)], [stuck.NextAt - Now, again.NextAt - stuck.NextAt]);
        Assert.Equal((EventState.Told, 2L, 0), (done.State, done.Told, done.Failures));
    }

    [Fact]
    public void Failures_in_the_middle_do_not_hold_up_the_others()
    {
        var view = EventTelling.Advance(View(), ["bea"], ["ada"], isLast: false, Now);

        Assert.False(EventTelling.IsRepeating(view));
        Assert.Equal(Now, view.NextAt);
    }

    [Fact]
    public void Too_many_failures_are_mended_first()
    {
        var view = EventTelling.Advance(View(), [], [.. Enumerable.Range(0, EventTelling.MaxWaiting).Select(i => $"a{i:000}")], isLast: false, Now);

        Assert.True(EventTelling.IsRepeating(view));
        Assert.True(view.NextAt > Now);
    }

    [Fact]
    public void Named_gives_each_target_once_after_the_cursor() =>
        Assert.Equal(["bea", "cy"], EventTelling.Named(View("cy", "bea", "ada", "bea") with { Cursor = "ada" }, 10));

    [Fact]
    public void An_event_expires_a_day_after_it_was_due()
    {
        Assert.False(EventTelling.HasExpired(View(), Now.AddHours(24)));
        Assert.True(EventTelling.HasExpired(View(), Now.AddHours(24).AddSeconds(1)));
    }

    /// <summary>Whatever fails on the way, each agent of the audience is told, and once as long as no step is lost.</summary>
    [Fact]
    public void Everybody_is_told_once() => Prop.ForAll<byte, byte, int>((agents, batch, seed) =>
    {
        var audience = Enumerable.Range(0, agents).Select(i => $"a{i:000}").ToList();
        var size = 1 + (batch % 20);
        var random = new Random(seed);
        var told = new List<string>();
        var view = View();
        for (var step = 0; view.State < EventState.Told && step < 5000; step++)
        {
            var repeating = EventTelling.IsRepeating(view);
            var ids = repeating ? view.Waiting : [.. audience.Where(id => string.CompareOrdinal(id, view.Cursor) > 0).Take(size)];
            var heard = ids.Where(_ => random.Next(3) > 0).ToList();
            told.AddRange(heard);
            view = EventTelling.Advance(view, heard, [.. ids.Except(heard)], repeating || ids.Count < size, view.NextAt);
        }

        return view.State == EventState.Told && audience.SequenceEqual(told.Order(StringComparer.Ordinal));
    }).Check();
}
