using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Events;
using PuppetEngine.Tests.TestHost;

namespace PuppetEngine.Tests.Simulation.Events;

/// <summary>How events reach many agents: at a steady pace, each once, and also those that could not be reached at first.</summary>
public sealed class TellingTests(ITestOutputHelper output)
{
    private const int Agents = 300;
    private const int PerSecond = 10;
    private const int Batch = 15;
    private const string Notice = """{"text": "The market moves to the old quay."}""";

    private static readonly Dictionary<string, string?> Pace = new() { ["Puppet:Events:AgentsPerSecond"] = $"{PerSecond}", ["Puppet:Events:BatchSize"] = $"{Batch}" };

    [Fact]
    public async Task A_broadcast_reaches_three_hundred_agents_once_each_at_its_pace_across_two_kills()
    {
        await using var town = await Town.OpenAsync(32);
        var points = new KillPoints();
        var setup = new ProcessSetup { Settings = Pace };
        var agents = Enumerable.Range(0, Agents).Select(i => $"a{i:000}").ToList();
        string id;
        await using (var first = await Process.StartAsync(town, points, setup))
        {
            await DefineIdleAsync(first, agents);
            await first.SettleAsync();
            id = (await EventPlace.PublishAsync(first, "notice", "harbour.notice", Notice)).Event.Id;

            // A batch has heard, and how far it came is not stored; then in the middle of a batch.
            points.Begin("EventStore.Update.before", 6);
            Assert.False(await first.RunAsync(TimeSpan.FromMinutes(1)));
            await first.KillAsync();
        }

        points.Begin("turn.Write.after", 40);
        await using (var second = await Process.StartAsync(town, points, setup))
        {
            Assert.False(await second.RunAsync(TimeSpan.FromMinutes(10)));
            await second.KillAsync();
        }

        points.Begin(null, 0);
        await using var third = await Process.StartAsync(town, points, setup);
        var told = (await Task.WhenAll(agents.Select(a => EventPlace.HeardAsync(third, a)))).Count(rows => rows.Count > 0);
        output.WriteLine($"{told} had heard at the second death");
        Assert.InRange(told, 1, Agents - 1);
        await third.RunAsync(TimeSpan.FromMinutes(10));
        var view = await EventPlace.FindAsync(third, id);
        Assert.Equal((EventState.Told, 0), (view.State, view.Waiting.Count));
        Assert.Equal(Agents, view.Told);

        var at = new List<DateTimeOffset>();
        foreach (var agent in agents)
        {
            at.Add(DateTimeOffset.FromUnixTimeMilliseconds(Assert.Single(await EventPlace.HeardAsync(third, agent)).AtMs));
            Assert.Equal(id, Assert.Single(await EventPlace.RememberedAsync(third, agent)).Id);
        }

        // A batch is told at once and paid for afterwards: in any stretch of time the pace holds but for one batch.
        var most = at.Max(from => at.Count(a => a >= from && a < from.AddSeconds(5)));
        output.WriteLine($"told from {at.Min():HH:mm:ss} to {at.Max():HH:mm:ss}, at most {most} agents in five seconds");
        Assert.True(most <= (5 * PerSecond) + Batch, $"{most} agents in five seconds");
        Assert.True(at.Max() - at.Min() >= TimeSpan.FromSeconds((Agents / PerSecond) - 3), $"{at.Max() - at.Min()}");
    }

    [Fact]
    public async Task An_agent_whose_activation_cannot_be_reached_is_told_later()
    {
        await using var town = await Town.OpenAsync(33);
        string[] agents = ["ada", "bea", "cy"];
        await using (var first = await Process.StartAsync(town))
        {
            await DefineIdleAsync(first, agents);
        }

        var broken = true;
        await using var process = await Process.StartAsync(town, setup: new ProcessSetup
        {
            OnStorage = (operation, key) =>
            {
                if (Volatile.Read(ref broken) && operation == "turn.Read" && key == "bea")
                {
                    throw new IOException("The storage does not answer for this agent.");
                }
            },
        });
        var id = (await EventPlace.PublishAsync(process, "notice", "harbour.notice", Notice)).Event.Id;
        await process.RunAsync(TimeSpan.FromMinutes(3));
        var waiting = await EventPlace.FindAsync(process, id);
        Assert.Equal((EventState.Telling, 2), (waiting.State, waiting.Told));
        Assert.Equal(["bea"], waiting.Waiting);
        Assert.True(waiting.Failures > 1, $"{waiting.Failures} failures");
        Assert.Single(await EventPlace.HeardAsync(process, "ada"));
        Assert.Empty(await EventPlace.HeardAsync(process, "bea"));

        Volatile.Write(ref broken, false);
        await process.RunAsync(TimeSpan.FromMinutes(11));
        Assert.Equal((EventState.Told, 3), ((await EventPlace.FindAsync(process, id)).State, (await EventPlace.FindAsync(process, id)).Told));
        foreach (var agent in agents)
        {
            Assert.Single(await EventPlace.HeardAsync(process, agent));
        }
    }

    /// <summary>Agents that hear, and post nothing.</summary>
    private static Task DefineIdleAsync(Process process, IEnumerable<string> ids) => Task.WhenAll(ids.Select(async id =>
    {
        var json = $$"""{"id": "{{id}}", "name": "{{id}}", "description": "A {{id}} who listens.", "is_active": false}""";
        var result = await process.Grains.GetGrain<IAgentGrain>(id).Define(new DefinitionChange { Json = json, Source = "test", ContentHash = id, Scopes = ApiScope.Admin });
        Assert.True(result.Accepted, string.Join("; ", result.Problems.Select(p => p.Message)));
    }));
}
