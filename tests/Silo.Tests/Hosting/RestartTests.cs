using System.Diagnostics;
using PuppetEngine.Tests.Silo.Fixtures;

namespace PuppetEngine.Tests.Silo.Hosting;

/// <summary>Who restarts the product sees it go on at once, not at the next tick of some reminder.</summary>
public sealed class RestartTests(ITestOutputHelper output)
{
    /// <summary>A fifth of the period at whose end a reminder would wake the agent in any case.</summary>
    private static readonly TimeSpan BeforeTheReminder = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task After_a_restart_an_agent_that_is_due_acts_within_seconds()
    {
        await using var house = await House.OpenAsync();
        house.Write("swift.json", """
            { "id": "swift", "name": "Swift", "description": "Counts the gulls on the pier.", "personality": { "interests": ["gulls", "the pier", "salt", "ropes", "fog horns", "crates"] },
              "behavior": { "post_frequency": { "min_hours_between_posts": 0.001, "max_hours_between_posts": 0.001 } } }
            """);
        await using (var first = await house.UpAsync())
        {
            foreach (var agent in (string[])["swift", "wren", "fox"])
            {
                await first.UntilAsync($"/v1/agents/{agent}/posts?status=confirmed", a => a.Status == 200 && a.Json.GetProperty("items").GetArrayLength() > 0, $"the first post of {agent}");
            }

            await first.Process.KillAsync();
        }

        await using var again = await house.UpAsync();
        var watch = Stopwatch.StartNew();
        var known = (await house.LandedAsync()).Count;

        // Nobody asks the gateway: a question about the agent would wake it.
        using var rhythm = new PeriodicTimer(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        while ((await house.LandedAsync()).Count == known)
        {
            Assert.True(watch.Elapsed < BeforeTheReminder, again.Process.Output);
            await rhythm.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        output.WriteLine($"the next post landed {watch.Elapsed.TotalSeconds:0.0} s after it was ready");
        Assert.Equal(0, await again.Process.StopAsync());
    }
}
