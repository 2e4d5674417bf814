using System.Security.Cryptography;
using System.Text;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Tests.Crash.Harness;
using PuppetEngine.Tests.TestHost;

namespace PuppetEngine.Tests.Crash;

/// <summary>
/// Threads: a process dies at every await of one, at each of its visits, while the own timeline lags; another process goes on. In the end each thread
/// stands at the network with exactly its parts, each answering the one before, none twice.
/// </summary>
public sealed class ThreadsAcrossDeathsTests(ITestOutputHelper output)
{
    private const string Writer = "ada";
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task A_thread_stands_once_and_in_order_wherever_its_process_dies()
    {
        const int Seed = 20261125;
        await using var town = await TroubledTown.OpenAsync(Seed);
        var points = new KillPoints();
        await DefineAsync(town, points);
        var exact = await RehearseAsync(town, points, -1, written: false);
        var written = await RehearseAsync(town, points, -2, written: true);
        var visits = written.ToDictionary(v => v.Key, v => exact.GetValueOrDefault(v.Key, v.Value));
        Assert.All(new[] { "turn.Write.after", "SocialClient.Publish.on-its-way", "AgentLedger.Commit.before", "Model.GetResponse.after", "x-account.Write.before" }, p => Assert.Contains(p, visits.Keys));
        await town.SetFaultsAsync(
            new { route = "GET /x/2/users/*", kind = "timeline_lag", share = 0.6, min_ms = 1_000, max_ms = 60_000 },
            new { route = "GET /x/2/users/*", kind = "status", status = 503, share = 0.1 });
        // A person's own text always has the same parts, and so the same awaits; what only a written one passes is tried with that.
        var rounds = visits.SelectMany(v => Enumerable.Range(1, v.Value).Select(visit => (Point: v.Key, Visit: visit))).ToList();
        foreach (var (at, (point, visit)) in rounds.Index())
        {
            var isWritten = !exact.ContainsKey(point);
            points.Begin(null, 0);
            await using (var dying = await town.StartAsync(points))
            {
                await dying.Grains.GetGrain<IAgentGrain>(Writer).GetCard();
                await dying.SettleAsync();
                points.Begin(point, visit);
                Ask(dying, at, isWritten);
                await dying.RunUntilAsync(town.Clock.GetUtcNow() + TimeSpan.FromMinutes(1));
                await dying.KillAsync();
            }

            points.Begin(null, 0);
            await using var next = await town.StartAsync(points);
            Ask(next, at, isWritten);
            Assert.True(await next.RunUntilAsync(town.Clock.GetUtcNow() + Life));
        }

        await town.ClearFaultsAsync();
        points.Begin(null, 0);
        await using var last = await town.StartAsync(points);
        await last.Grains.GetGrain<IAgentGrain>(Writer).GetCard();
        Assert.True(await last.RunUntilAsync(town.Clock.GetUtcNow() + TroubledTown.Aftermath));
        output.WriteLine($"{rounds.Count} deaths at {visits.Count} points, {points.Kills.Values.Sum()} of them came");
        await VerifyAsync(town, last, rounds.Count + 2);
        Assert.True(points.Kills.Values.Sum() >= rounds.Count * 9 / 10, $"only {points.Kills.Values.Sum()} of {rounds.Count} deaths came");
    }

    private static async Task DefineAsync(TroubledTown town, KillPoints points)
    {
        await using var process = await town.StartAsync(points);
        var defined = await process.Grains.GetGrain<IAgentGrain>(Writer).Define(new DefinitionChange { Json = Definition, Source = "test", ContentHash = "1", Scopes = ApiScope.Admin });
        Assert.True(defined.Accepted, string.Join("; ", defined.Problems.Select(p => p.Message)));
        await process.RunUntilAsync(town.Clock.GetUtcNow() + TimeSpan.FromMinutes(2));
    }

    /// <summary>How often each point is passed in the life of one thread that nobody disturbs.</summary>
    private static async Task<Dictionary<string, int>> RehearseAsync(TroubledTown town, KillPoints points, int round, bool written)
    {
        await using var process = await town.StartAsync(points);
        await process.Grains.GetGrain<IAgentGrain>(Writer).GetCard();
        await process.SettleAsync();
        var before = points.Visits;
        Ask(process, round, written);
        await process.RunUntilAsync(town.Clock.GetUtcNow() + TimeSpan.FromMinutes(1));
        return points.Visits.Select(v => (v.Key, Count: v.Value - before.GetValueOrDefault(v.Key))).Where(v => v.Count > 0).OrderBy(v => v.Key, StringComparer.Ordinal).ToDictionary(v => v.Key, v => v.Count);
    }

    private async Task VerifyAsync(TroubledTown town, Process process, int asked)
    {
        var effects = await Books.EffectsAsync(process.Services);
        output.WriteLine(string.Join(", ", effects.CountBy(e => (e.State, e.Verdict))));
        Assert.All(effects, e => Assert.Equal(EffectState.Confirmed, e.State));
        var posts = await town.PostsAsync();
        Assert.Equal(effects.Select(e => e.ExternalId!).Order(StringComparer.Ordinal), posts.Select(p => p.Id).Order(StringComparer.Ordinal));
        var landed = posts.ToDictionary(p => p.Id);
        var threads = effects.Where(e => e.ThreadId is not null).GroupBy(e => e.ThreadId!).ToList();
        Assert.Equal(asked, threads.Count);
        foreach (var thread in threads)
        {
            var parts = thread.OrderBy(e => e.ThreadPart).ToList();
            Assert.Equal(Enumerable.Range(1, parts[0].ThreadParts), parts.Select(e => e.ThreadPart));
            Assert.Equal(parts.Select(e => e.Text), parts.Select(e => landed[e.ExternalId!].Text));
            Assert.Equal([null, .. parts.SkipLast(1).Select(e => e.ExternalId)], parts.Select(e => landed[e.ExternalId!].ReplyToId));
            Assert.True(parts.Count > 1);
        }

        Assert.Empty(town.Sends.Violations());
    }

    /// <summary>Asks for a thread, written by the agent or a person's own. The process may die before it answers; asked again it is the same one.</summary>
    private static void Ask(Process process, int round, bool written)
    {
        var text = !written ? FormattableString.Invariant($"This is the first half of walk {round} along the quay, where the ropes dry in the wind, the nets wait for somebody with patience, and the gulls complain about the price of bread to whoever will listen. And so walk {round} ended, with wet boots, a warm bun a pocket full of string, two new words for rain, and a promise to come back for the low tide, if the harbour master lets anybody past his bollard.") : null;
        var topic = text is null ? FormattableString.Invariant($"walk {round}") : null;
        var command = new PostCommand
        {
            Cause = FormattableString.Invariant($"thread/{round}"),
            BodyHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text ?? topic!))),
            Text = text,
            Topic = topic,
            ThreadLength = 3,
            // What it writes itself is not to repeat itself; what a person writes here does.
            Force = !written,
        };
        _ = process.Grains.GetGrain<IAgentGrain>(Writer).Post(command).ContinueWith(t => _ = t.Exception, TaskScheduler.Default);
    }

    private const string Definition = """
        {"id": "ada", "name": "Ada", "description": "Walks along the harbour.", "personality": {"interests": ["tides", "ropes", "gulls", "buns"]},
         "behavior": {"post_frequency": {"min_hours_between_posts": 0, "max_hours_between_posts": 20000}, "content_preferences": {"max_thread_length": 3} } }
        """;
}
