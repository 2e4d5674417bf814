using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Tests.TestHost;

namespace PuppetEngine.Tests.Simulation.Budgets;

/// <summary>What X closes stays closed for all whom it concerns, however many want to post and however often the process dies.</summary>
public sealed class ClosedDoorTests(ITestOutputHelper output)
{
    private const string Route = "POST /x/2/tweets";
    private static readonly string[] Agents = ["ada", "bea", "cy", "dot"];

    [Theory]
    [InlineData("429_window", "closed_window", true)]
    [InlineData("429_quota", "after_cap", false)]
    [InlineData("402", "after_402", false)]
    public async Task Nothing_is_asked_of_a_vendor_that_said_no_also_across_restarts(string fault, string counter, bool opensAgain)
    {
        await using var town = await Town.OpenAsync(7);
        long before;
        await using (var first = await StartAsync(town))
        {
            await Inhabitants.DefineAsync(first, Agents, 0.01, 0.02);
            await first.RunUntilAsync(town.Clock.GetUtcNow() + TimeSpan.FromMinutes(5));
            await town.SetFaultsAsync(new { route = Route, account = "ada", kind = fault, count = 1, seconds = 900 });
            await first.RunUntilAsync(town.Clock.GetUtcNow() + TimeSpan.FromMinutes(3));
            before = await CountAsync(town, "requests", Route);
            await first.KillAsync();
        }

        for (var life = 0; life < 5; life++)
        {
            await using var process = await StartAsync(town);
            await process.RunUntilAsync(town.Clock.GetUtcNow() + TimeSpan.FromMinutes(4));
            await process.KillAsync();
        }

        var after = await CountAsync(town, "requests", Route);
        output.WriteLine($"{before} requests before the restarts, {after} after them, {await CountAsync(town, "faults", fault)} refusals");
        Assert.Equal(1, await CountAsync(town, "faults", fault));
        Assert.Equal(0, await CountAsync(town, "x", counter));
        Assert.True(before > 20, $"only {before} requests before");
        if (opensAgain)
        {
            // A window is one account's: the others go on, and so does it when the window opens.
            Assert.True(after > before);
            var posts = await town.PostsAsync();
            Assert.Equal(Agents.Length, posts.Where(p => p.At > town.Clock.GetUtcNow() - TimeSpan.FromMinutes(8)).Select(p => p.AuthorId).Distinct().Count());
        }
        else
        {
            Assert.Equal(before, after);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_day_of_posts_rolls_once_while_the_clock_steps_an_hour_to_and_fro(bool byTheDefinition)
    {
        const int PerDay = 5;
        await using var town = await Town.OpenAsync(8, new DateTimeOffset(2026, 11, 3, 22, 0, 0, TimeSpan.Zero));
        var settings = byTheDefinition ? [] : new Dictionary<string, string?> { ["Puppet:Social:PostsPerDay"] = $"{PerDay}" };
        await using var process = await StartAsync(town, settings);
        await Inhabitants.DefineAsync(process, ["ada"], 0.05, 0.1, byTheDefinition ? PerDay : null);
        await process.RunUntilAsync(town.Clock.GetUtcNow() + TimeSpan.FromMinutes(90));
        Assert.Equal(PerDay, (await town.PostsAsync()).Count);
        if (byTheDefinition)
        {
            var schedule = Assert.Single(await process.Grains.GetGrain<IAgentGrain>("ada").GetSchedule());
            Assert.Equal("skipped", schedule.LastResult);
            Assert.Contains("limits.posts_per_day", schedule.LastReason, StringComparison.Ordinal);
        }

        // 23:30, then an hour on into the next day, back into the old one, and so on.
        foreach (var hours in (int[])[+1, -1, +1, -1, -1, +1])
        {
            town.Clock.StepWallClock(TimeSpan.FromHours(hours));
            await process.RunUntilAsync(town.Clock.GetUtcNow() + TimeSpan.FromMinutes(20));
        }

        await process.RunUntilAsync(new DateTimeOffset(2026, 11, 4, 23, 50, 0, TimeSpan.Zero));
        Assert.Equal(2 * PerDay, (await town.PostsAsync()).Count);
        await process.RunUntilAsync(new DateTimeOffset(2026, 11, 5, 2, 0, 0, TimeSpan.Zero));
        Assert.Equal(3 * PerDay, (await town.PostsAsync()).Count);
    }

    private static Task<Process> StartAsync(Town town, IReadOnlyDictionary<string, string?>? settings = null) =>
        Process.StartAsync(town, setup: new ProcessSetup { Settings = settings ?? new Dictionary<string, string?>() });

    private static async Task<long> CountAsync(Town town, string group, string name) => (long?)(await town.CountersAsync())[group]?[name] ?? 0;
}
