using PuppetEngine.Tests.Crash.Harness;
using PuppetEngine.Tests.TestHost;

namespace PuppetEngine.Tests.Crash;

/// <summary>The promise for what strangers write: processes die on the way of a mention from its reading to its answer, while the network fails in every way it can.</summary>
public sealed class MentionDeathTests(ITestOutputHelper output)
{
    private const int Deaths = 4;

    /// <summary>The awaits on a mention's way; what it shares with posts of the schedule is exercised at more points in <see cref="OnceMeansOnceTests"/>.</summary>
    private static readonly string[] Points =
    [
        "x-mentions.Write.before", "x-mentions.Write.after", "turn.Write.before", "turn.Write.after",
        "SocialReader.ReadMentions.before", "SocialReader.ReadMentions.on-its-way", "SocialReader.ReadMentions.after",
        "RelationshipStore.Find.before", "RelationshipStore.Find.after",
        "SocialClient.Publish.before", "SocialClient.Publish.on-its-way", "SocialClient.Publish.after",
        "AgentLedger.Commit.before", "AgentLedger.Commit.on-its-way", "AgentLedger.Commit.after",
    ];

    private static readonly string[] Accounts = ["shared", "cy", "dot"];

    [Fact]
    public async Task Every_mention_has_one_decision_and_at_most_one_answer_across_the_deaths_on_its_way()
    {
        const int Seed = 20261123;
        output.WriteLine($"seed {Seed}, {Points.Length} points");
        var random = new Random(Seed);
        await using var town = await TroubledTown.OpenAsync(Seed, readsMentions: true);
        var points = new KillPoints();
        await using (var first = await town.StartAsync(points))
        {
            await Residents.DefineAsync(first, isQuiet: true);
            Assert.True(await first.RunUntilAsync(town.Clock.GetUtcNow() + TimeSpan.FromMinutes(2)));
        }

        await town.SetFaultsAsync(NetworkFaults.All);
        for (var life = 0; life < 2 * Deaths * Points.Length && Points.MinBy(p => points.Kills.GetValueOrDefault(p)) is { } point && points.Kills.GetValueOrDefault(point) < Deaths; life++)
        {
            points.Begin(null, 0);
            await using var process = await town.StartAsync(points);
            await Residents.WakeAsync(process);
            for (var i = 0; i < 2; i++)
            {
                await town.MentionAsync(Accounts[random.Next(Accounts.Length)]);
            }

            // The way of a mention takes a minute to its reading, and seconds from there.
            await process.RunUntilAsync(town.Clock.GetUtcNow() + TimeSpan.FromSeconds(random.Next(60)));
            points.Begin(point, 1 + random.Next(3));
            if (!await process.RunUntilAsync(town.Clock.GetUtcNow() + TimeSpan.FromMinutes(4)))
            {
                await process.KillAsync();
                town.Clock.Advance(TimeSpan.FromSeconds(random.Next(0, 90)));
            }
        }

        await town.ClearFaultsAsync();
        points.Begin(null, 0);
        await using var last = await town.StartAsync(points);
        await Residents.WakeAsync(last);
        Assert.True(await last.RunUntilAsync(town.Clock.GetUtcNow() + TroubledTown.Aftermath));
        foreach (var point in Points)
        {
            output.WriteLine($"{point,-40} {points.Visits.GetValueOrDefault(point),7} passed {points.Kills.GetValueOrDefault(point),4} deaths");
        }

        await Reckoning.VerifyMentionsAsync(town, last, output);
        await Residents.PauseAsync(last);
        Assert.True(await last.RunUntilAsync(town.Clock.GetUtcNow() + TroubledTown.Aftermath));
        await Reckoning.VerifyAsync(town, last, output);
        Assert.All(Points, point => Assert.True(points.Kills.GetValueOrDefault(point) >= Deaths, $"{point}: {points.Kills.GetValueOrDefault(point)} deaths"));
    }
}
