using PuppetEngine.Tests.Crash.Harness;
using PuppetEngine.Tests.TestHost;

namespace PuppetEngine.Tests.Crash;

/// <summary>The power fails: whatever was not flushed is gone, and the product starts on what is left. See <see cref="PowerCut"/> for what is left.</summary>
public sealed class PowerCutTests(ITestOutputHelper output)
{
    private const int Cuts = 100;

    [Fact]
    public async Task After_a_hundred_power_cuts_each_effect_was_sent_once_and_the_journals_verify()
    {
        const int Seed = 20261124;
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        await using var town = await TroubledTown.OpenAsync(Seed);
        var points = new KillPoints();
        await using (var first = await town.StartAsync(points))
        {
            await Residents.DefineAsync(first);
        }

        await town.SetFaultsAsync(NetworkFaults.All);
        for (var cut = 0; cut < Cuts; cut++)
        {
            points.Begin(null, 0);
            var survivor = $"{town.Directory}-{cut}";
            var power = new PowerCut(points, survivor, after: cut % 2 == 0);
            await using var process = await town.StartAsync(points, cut: power);
            await Residents.WakeAsync(process);
            if (random.Next(3) == 0)
            {
                Residents.Ask(process, $"{cut}");
            }

            power.Arm(1 + random.Next(80));
            Assert.False(await process.RunUntilAsync(town.Clock.GetUtcNow() + TimeSpan.FromMinutes(15)), "Nothing was committed for a quarter of an hour.");
            await power.Taken;
            await process.KillAsync();
            Directory.Delete(town.Directory, recursive: true);
            Directory.Move(survivor, town.Directory);
            town.Clock.Advance(TimeSpan.FromSeconds(random.Next(0, 90)));
        }

        await town.ClearFaultsAsync();
        points.Begin(null, 0);
        await using var last = await town.StartAsync(points);
        await Residents.PauseAsync(last);
        Assert.True(await last.RunUntilAsync(town.Clock.GetUtcNow() + TroubledTown.Aftermath));
        output.WriteLine(string.Join(", ", points.Kills.Select(k => $"{k.Value} cuts {k.Key}")));
        var confirmed = await Reckoning.VerifyAsync(town, last, output);
        Assert.True(confirmed > Cuts, $"only {confirmed} posts: too few to prove anything");
        Assert.Equal(Cuts, points.Kills.Values.Sum());
    }
}
