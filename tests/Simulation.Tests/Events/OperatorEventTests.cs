using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Events;
using PuppetEngine.Tests.TestHost;

namespace PuppetEngine.Tests.Simulation.Events;

/// <summary>An operator's event to one agent, and what it makes it do: once.</summary>
public sealed class OperatorEventTests
{
    private const double MinHours = 2;
    private const string Harbour = """{"description": "The harbour opens its new lock today.", "topic": "the new lock of the harbour"}""";

    [Fact]
    public async Task An_event_to_one_agent_makes_exactly_one_post_however_often_it_is_sent_and_told()
    {
        await using var town = await Town.OpenAsync(31);
        var points = new KillPoints();
        int before;
        string id;
        await using (var first = await Process.StartAsync(town, points))
        {
            await Inhabitants.DefineAsync(first, ["ada", "bea"], MinHours, 3);
            await first.RunAsync(TimeSpan.FromMinutes(2));
            before = (await town.PostsAsync()).Count;
            Assert.Equal(2, before);
            await EventPlace.RestAsync(first, "ada", MinHours);

            // Dies when the agent has heard and the dispatcher has not stored how far it came: it is told again.
            points.Begin("EventStore.Update.before", 1);
            id = (await EventPlace.PublishAsync(first, "k1", EventTypes.Scheduled, Harbour, "ada")).Event.Id;
            Assert.False(await first.RunAsync(TimeSpan.FromMinutes(2)));
            await first.KillAsync();
        }

        points.Begin(null, 0);
        await using var second = await Process.StartAsync(town, points);
        Assert.Equal(id, (await EventPlace.PublishAsync(second, "k1", EventTypes.Scheduled, Harbour, "ada")).Event.Id);
        await second.RunAsync(TimeSpan.FromMinutes(6));

        Assert.Equal(EventState.Told, (await EventPlace.FindAsync(second, id)).State);
        var caused = Assert.Single(await EventPlace.CausedAsync(second, "ada"));
        Assert.Equal(EffectState.Confirmed, caused.State);
        Assert.Single(await town.PostsAsync(), p => p.Id == caused.ExternalId);
        Assert.EndsWith(": post", Assert.Single(await EventPlace.HeardAsync(second, "ada")).Summary, StringComparison.Ordinal);
        Assert.Equal(id, Assert.Single(await EventPlace.RememberedAsync(second, "ada")).Id);
        Assert.Empty(await EventPlace.HeardAsync(second, "bea"));
        Assert.Empty(await EventPlace.CausedAsync(second, "bea"));
        Assert.Contains(await town.PromptsAsync(), p => p.Said.Contains("the new lock of the harbour", StringComparison.Ordinal));
    }
}
