using PuppetEngine.Tests.Crash.Harness;
using PuppetEngine.Tests.TestHost;

namespace PuppetEngine.Tests.Crash;

/// <summary>
/// The promise itself: processes die at every await on storage or network, hundreds of times, while the network fails in every way it
/// can; and afterwards each cause has had its effect once, or not at all and says why.
/// </summary>
public sealed class OnceMeansOnceTests(ITestOutputHelper output)
{
    /// <summary>
    /// Every await of a turn that leaves the silo. The hook makes the points from what is really called, and the test fails on one that
    /// is not named here: a new await comes under the knife, too.
    /// </summary>
    private static readonly string[] Points =
    [
        .. Around(["before", "after"],
            "definition.Read", "definition.Write", "turn.Read", "turn.Write", "reminders.Write", "x-account.Read", "x-account.Write", "x-app.Read", "x-app.Write",
            "llm-ceiling.Read", "llm-ceiling.Write"),
        .. Around(["before", "on-its-way", "after"],
            "AgentLedger.Commit", "AgentLedger.FindEffect", "AgentLedger.FindSaid", "KillSwitch.Read", "LlmBudget.Reserve", "LlmBudget.Settle", "MemoryStore.Append", "MemoryStore.List",
            "Model.GetResponse", "SocialAccounts.Resolve", "SocialClient.Publish", "SocialClient.ReadOwnTimeline",
            "SocialClient.WhoAmI", "MemoryIndexStore.Load", "MemoryIndexStore.ReadVectors", "MemoryIndexStore.Touch", "MemoryIndexStore.PutVectors", "MemoryJobStore.ReadState", "MemoryModel.Embed", "MemoryStore.Read"),
    ];

    /// <summary>What may pass the hook and is no part of a turn: the signing of journal heads every five minutes and at a clean stop, and the consolidation of memories.</summary>
    private static readonly string[] Elsewhere =
    [
        .. Around(["before", "on-its-way", "after"], "JournalHeads.FindHash", "JournalHeads.ReadFeedPosition", "JournalHeads.ReadMoved", "SignedHeadLog.Append", "SignedHeadLog.ReadLast",
            "MemoryJobStore.Commit", "MemoryJobStore.ReadUnconsolidated", "MemoryJobStore.ReadWeightiest", "MemoryModel.Ask"),
    ];

    [Fact]
    public async Task Every_cause_has_one_effect_across_five_hundred_deaths()
    {
        const int Deaths = 10;
        const int Seed = 20261121;
        output.WriteLine($"seed {Seed}, {Points.Length} points");
        var random = new Random(Seed);
        await using var town = await TroubledTown.OpenAsync(Seed);
        var points = new KillPoints();
        await using (var first = await town.StartAsync(points))
        {
            await Residents.DefineAsync(first);
        }

        await town.SetFaultsAsync(NetworkFaults.All);
        var life = 0;
        while (life < 2 * Deaths * Points.Length && Points.MinBy(p => points.Kills.GetValueOrDefault(p)) is { } point && points.Kills.GetValueOrDefault(point) < Deaths)
        {
            // The point with the fewest deaths, so that none is exercised by luck alone. One that every life passes often may wait: in a
            // drawn stretch before it the agents get on with their work, and which visit after it kills is drawn, too. State is read
            // when an agent is activated, and then no more.
            var often = points.Visits.GetValueOrDefault(point) / ++life >= 3 && !point.Contains(".Read.", StringComparison.Ordinal);
            points.Begin(often ? null : point, 1);
            await using var process = await town.StartAsync(points);
            if (often)
            {
                await Residents.WakeAsync(process);
                await process.RunUntilAsync(town.Clock.GetUtcNow() + TimeSpan.FromSeconds(random.Next(120)));
                points.Begin(point, 1 + random.Next(4));
            }

            if (point.StartsWith("reminders.", StringComparison.Ordinal) || point.StartsWith("definition.Write", StringComparison.Ordinal) || point.StartsWith("SocialClient.WhoAmI", StringComparison.Ordinal))
            {
                Residents.Invite(process, $"guest-{life}");
            }

            if (random.Next(3) == 0 || point.StartsWith("AgentLedger.FindEffect", StringComparison.Ordinal))
            {
                Residents.Ask(process, $"{life}");
            }

            if (point.StartsWith("Memory", StringComparison.Ordinal))
            {
                Residents.AskAbout(process, $"{life}");
            }

            if (await process.RunUntilAsync(town.Clock.GetUtcNow() + TimeSpan.FromMinutes(5)))
            {
                continue;
            }

            await process.KillAsync();
            town.Clock.Advance(TimeSpan.FromSeconds(random.Next(0, 90)));
        }

        await town.ClearFaultsAsync();
        points.Begin(null, 0);
        var visited = points.Visits;
        await using var last = await town.StartAsync(points);
        await Residents.PauseAsync(last);
        Assert.True(await last.RunUntilAsync(town.Clock.GetUtcNow() + TroubledTown.Aftermath));
        foreach (var (point, visits) in visited.OrderBy(k => k.Key))
        {
            output.WriteLine($"{point,-40} {visits,7} passed {points.Kills.GetValueOrDefault(point),4} deaths");
        }

        foreach (var line in points.Errors.Lines.Take(12))
        {
            output.WriteLine(line);
        }

        var confirmed = await Reckoning.VerifyAsync(town, last, output);
        Assert.True(confirmed > 200, $"only {confirmed} posts: too few to prove anything");
        Assert.Empty(visited.Keys.Except([.. Points, .. Elsewhere]));
        Assert.All(Points, point => Assert.True(points.Kills.GetValueOrDefault(point) >= Deaths, $"{point}: {points.Kills.GetValueOrDefault(point)} deaths"));
        Assert.True(points.Kills.Values.Sum() >= 500, $"only {points.Kills.Values.Sum()} deaths");
    }

    private static IEnumerable<string> Around(string[] phases, params string[] calls) => calls.SelectMany(c => phases.Select(p => $"{c}.{p}"));
}
