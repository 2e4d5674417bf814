using PuppetEngine.Grains.Abstractions.Events;
using PuppetEngine.Tests.TestHost;

namespace PuppetEngine.Tests.Simulation.Events;

/// <summary>A world that makes its own events: each period has one, whenever the process dies and comes back.</summary>
public sealed class GeneratorTests(ITestOutputHelper output)
{
    private static readonly ProcessSetup Setup = new()
    {
        Settings = new Dictionary<string, string?>
        {
            ["Puppet:Events:Generate"] = "true",
            ["Puppet:Events:Seed"] = "7",
            ["Puppet:Events:Every:news"] = "02:00:00",
            ["Puppet:Events:Every:moods"] = "01:00:00",
            ["Puppet:Events:Every:encounters"] = "03:00:00",
        },
    };

    [Fact]
    public async Task Generators_make_their_events_and_none_twice_across_restarts()
    {
        string[] agents = ["ada", "bea", "cy", "dot"];
        await using var town = await Town.OpenAsync(37);
        var start = town.Clock.GetUtcNow();
        var points = new KillPoints();
        await using (var first = await Process.StartAsync(town, points, Setup))
        {
            await Inhabitants.DefineAsync(first, agents, 20, 23);
            await first.RunAsync(TimeSpan.FromHours(5));
            points.Begin("EventStore.Append.after", 1);
            Assert.False(await first.RunAsync(TimeSpan.FromHours(2)));
            await first.KillAsync();
        }

        points.Begin(null, 0);
        await using (var second = await Process.StartAsync(town, points, Setup))
        {
            await second.RunAsync(TimeSpan.FromHours(3));
        }

        await using var third = await Process.StartAsync(town, points, Setup);
        await third.RunUntilAsync(start.AddHours(12.5));
        var made = await EventPlace.ListAsync(third);
        var periods = made.GroupBy(e => e.Event.Source).ToDictionary(g => g.Key, g => g.Select(e => e.Event.Due).Distinct().Count());
        output.WriteLine(string.Join(", ", made.GroupBy(e => e.Event.Source).Select(g => $"{g.Count()} of {g.Key} at {string.Join(' ', g.Select(e => e.Event.Due.ToString("HH:mm", null)).Distinct())}")));
        Assert.Equal((6, 12, 4), (periods["generator:news"], periods["generator:moods"], periods["generator:encounters"]));
        Assert.Equal(6, made.Count(e => e.Event.Source == "generator:news"));
        Assert.Equal(12, made.Count(e => e.Event.Source == "generator:moods"));
        Assert.All(made, e => Assert.Equal(EventState.Told, e.State));

        foreach (var agent in agents)
        {
            var heard = (await EventPlace.HeardAsync(third, agent)).Select(r => (string)EventPlace.PayloadOf(r)["event_id"]!).ToList();
            Assert.Equal(heard.Distinct().Count(), heard.Count);
            Assert.Equal(made.Where(e => e.Event.Targets.Count == 0 || e.Event.Targets.Contains(agent)).Select(e => e.Event.Id).Order(), heard.Order());
        }
    }
}
