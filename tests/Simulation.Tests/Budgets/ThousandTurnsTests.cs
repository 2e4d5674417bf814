using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Llm;
using PuppetEngine.Tests.TestHost;

namespace PuppetEngine.Tests.Simulation.Budgets;

/// <summary>A thousand agents that are due at once, on a budget for some of them, in a process that dies in the middle of it.</summary>
public sealed class ThousandTurnsTests(ITestOutputHelper output)
{
    private const int Agents = 1_000;
    private const decimal Dollars = 0.05m;
    private static readonly Dictionary<string, string?> Settings = new()
    {
        ["Puppet:Llm:Budget:EmulatedDailyDollars"] = "0.05",
        ["Puppet:Llm:Budget:SliceParts"] = "10",
        ["Puppet:Turns:MaxConcurrentTurns"] = "1000",
    };

    [Fact]
    public async Task A_thousand_concurrent_turns_never_pass_the_budget_and_a_crash_frees_nothing_in_doubt()
    {
        await using var town = await Town.OpenAsync(9);
        var points = new KillPoints();
        await using (var first = await StartAsync(town, points))
        {
            await Inhabitants.DefineAsync(first, Enumerable.Range(0, Agents).Select(i => $"a{i:000}"), 20, 23);
            // Dies when the fortieth answer has come and is not settled; others are then reserved, asked or on their way.
            points.Begin("Model.GetResponse.after", 40);
            Assert.False(await first.RunUntilAsync(town.Clock.GetUtcNow() + TimeSpan.FromMinutes(1)));
            await first.KillAsync();
        }

        points.Begin(null, 0);
        await using var second = await StartAsync(town, points);
        await second.RunUntilAsync(town.Clock.GetUtcNow() + TimeSpan.FromMinutes(20));

        var report = await second.Grains.GetGrain<ILlmCeilingGrain>("ceiling").GetReport();
        // What the vendor would charge: every request that it saw, also those of the dead process, at what one of them costs.
        var asked = await town.ModelRequestsAsync();
        var spent = asked * (decimal)report.SpentMicroDollars / report.Calls;
        var effects = await Books.EffectsAsync(second.Services);
        output.WriteLine($"{asked} requests for {spent:0} millionths of {Dollars * 1_000_000:0}; granted {report.GrantedMicroDollars}, known as spent {report.SpentMicroDollars}; "
            + string.Join(", ", effects.GroupBy(e => $"{e.State} {e.Verdict}").Select(g => $"{g.Count()} {g.Key}")));

        Assert.True(spent <= Dollars * 1_000_000, $"{spent}");
        Assert.True(report.GrantedMicroDollars <= Dollars * 1_000_000, $"{report.GrantedMicroDollars}");
        Assert.True(asked > 50, $"only {asked} requests");
        // The dead process's requests are charged, settled or not.
        Assert.True(report.GrantedMicroDollars >= spent, $"granted {report.GrantedMicroDollars}, spent {spent}");
        Assert.Equal(Agents, effects.Select(e => e.AgentId).Distinct().Count());
        Assert.Contains(effects, e => e.State == EffectState.Failed && e.Verdict == "llm_budget");
        Assert.Equal((await town.PostsAsync()).Count, effects.Count(e => e.State == EffectState.Confirmed));
    }

    private static Task<Process> StartAsync(Town town, KillPoints points) =>
        Process.StartAsync(town, points, new ProcessSetup { Settings = Settings });
}
