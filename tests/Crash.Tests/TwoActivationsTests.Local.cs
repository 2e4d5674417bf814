using Microsoft.Extensions.DependencyInjection;
using PuppetEngine.Providers.Storage;
using PuppetEngine.Tests.Crash.Harness;
using PuppetEngine.Tests.TestHost;

namespace PuppetEngine.Tests.Crash;

/// <summary>
/// Single activation is only eventual in a cluster. A process stands still at any await while its calls go on outside, is given up, and a
/// second one on the same storage wakes the same agents, recovers what the first one left, and goes on. Then the first one stirs again
/// and believes itself alone.
/// </summary>
public sealed class TwoActivationsTests(ITestOutputHelper output)
{
    private const int Rounds = 50;

    /// <summary>Where the first one stands still; most often within the call that makes a post.</summary>
    private static readonly string[] Points =
    [
        "SocialClient.Publish.before", "SocialClient.Publish.on-its-way", "SocialClient.Publish.after",
        "SocialClient.Publish.before", "SocialClient.Publish.on-its-way", "SocialClient.Publish.after",
        "turn.Write.before", "turn.Write.after", "x-account.Write.before", "x-account.Write.after",
        "AgentLedger.Commit.before", "KillSwitch.Read.after", "SocialClient.ReadOwnTimeline.after",
    ];

    [Fact]
    public async Task A_second_activation_recovers_and_the_first_one_does_nothing_more_outside()
    {
        const int Seed = 20261123;
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        await using var town = await TroubledTown.OpenAsync(Seed);

        // One directory, and the lock that keeps a second process off it held by neither: as if the first one's machine had lost it.
        using var directory = DataDirectory.Take(town.Directory, town.Clock);
        Task<Process> StartAsync(string name) => town.StartAsync(new KillPoints(), name, services => services.AddSingleton(directory));

        var first = await StartAsync("process 0");
        await Residents.DefineAsync(first);
        await town.SetFaultsAsync([.. NetworkFaults.All, .. NetworkFaults.Late]);
        var (lost, stoodStill, sentAfter) = (0, 0, 0);
        for (var round = 1; round <= Rounds; round++)
        {
            Residents.Ask(first, $"{round}");
            first.Points.Begin(Points[round % Points.Length], 1 + random.Next(4));
            stoodStill += await first.RunUntilAsync(town.Clock.GetUtcNow() + TimeSpan.FromMinutes(8)) ? 0 : 1;

            // From here on the first one is stale: whatever it still sends, the second one does not know of.
            var second = await StartAsync($"process {round}");
            await second.RunUntilAsync(town.Clock.GetUtcNow() + TimeSpan.FromSeconds(random.Next(60, 480)));
            var before = town.Sends.All.Count;
            first.Points.GoOn();
            var name = $"process {round - 1}";
            await Process.RunUntilAsync(town.Clock.GetUtcNow() + TimeSpan.FromSeconds(random.Next(0, 400)), [first, second]);
            sentAfter += town.Sends.All.Skip(before).Count(s => s.Process == name);
            lost += first.Points.Errors.Lines.Count(l => l.Contains("InconsistentStateException", StringComparison.Ordinal));
            await first.KillAsync();
            first = second;
        }

        await town.ClearFaultsAsync();
        await Residents.PauseAsync(first);
        Assert.True(await first.RunUntilAsync(town.Clock.GetUtcNow() + TimeSpan.FromMinutes(10)));
        output.WriteLine($"{Rounds} rounds, {stoodStill} stood still, {lost} kinds of late commits refused, {sentAfter} requests of stale processes with an attempt of their own");
        var confirmed = await Reckoning.VerifyAsync(town, first, output);
        await first.DisposeAsync();
        Assert.True(confirmed > 200, $"only {confirmed} posts: too few to prove anything");
        Assert.True(stoodStill > Rounds * 3 / 4, $"only {stoodStill} stood still");
        Assert.True(lost > Rounds / 2, $"only {lost} late commits were refused");
    }
}
