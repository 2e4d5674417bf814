using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PuppetEngine.Engine.Agents;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Tests.Crash.Harness;

namespace PuppetEngine.Tests.Crash;

/// <summary>
/// The promise itself: processes die at every await on storage or network, hundreds of times, while the network fails in every way it
/// can; and afterwards each cause has had its effect once, or not at all and says why.
/// </summary>
public sealed class OnceMeansOnceTests(ITestOutputHelper output)
{
    private static readonly string[] Points =
    [
        "state-turn.before", "state-turn.after", "state-x-account.before", "state-x-account.after",
        "tables.before", "tables.after", "memory.before", "memory.after", "model.before", "model.after",
        "publish.before", "publish.on-its-way", "publish.after", "timeline.before", "timeline.after",
    ];

    /// <summary>All ways in which the emulated network fails, each for a share of the requests.</summary>
    private static readonly object[] Faults =
    [
        new { route = "POST /x/2/tweets", kind = "drop_before_effect", share = 0.05 },
        new { route = "POST /x/2/tweets", kind = "drop_after_effect", share = 0.05 },
        new { route = "POST /x/2/tweets", kind = "land_later", share = 0.05, min_ms = 1_000, max_ms = 30_000 },
        new { route = "POST /x/2/tweets", kind = "status_after_effect", status = 503, share = 0.05 },
        new { route = "POST /x/2/tweets", kind = "unreadable_after_effect", share = 0.03 },
        new { route = "POST /x/2/tweets", kind = "status", status = 500, share = 0.03 },
        new { route = "POST /x/2/tweets", kind = "hang", share = 0.03 },
        new { route = "POST /x/2/tweets", kind = "duplicate403_older", share = 0.03 },
        new { route = "POST /x/2/tweets", kind = "429_window", share = 0.01, seconds = 120 },
        new { route = "GET /x/2/users/*", kind = "timeline_lag", share = 0.3, min_ms = 1_000, max_ms = 60_000 },
        new { route = "GET /x/2/users/*", kind = "status", status = 503, share = 0.1 },
        new { route = "/llm/*", kind = "5xx", share = 0.05 },
        new { route = "/llm/*", kind = "reset", share = 0.03 },
        new { route = "/llm/*", kind = "empty", share = 0.03 },
    ];

    [Fact]
    public async Task Every_cause_has_one_effect_across_five_hundred_deaths()
    {
        const int Deaths = 510;
        const int Seed = 20261121;
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        await using var town = await Town.OpenAsync(Seed);
        var points = new KillPoints();
        await DefineAsync(town, points);
        await town.SetFaultsAsync(Faults);

        for (var life = 0; points.Kills.Values.Sum() < Deaths && life < 2 * Deaths; life++)
        {
            // Every point in turn, so that none is exercised by luck alone; which visit kills is drawn.
            points.Begin(Points[life % Points.Length], 1 + random.Next(4));
            await using var process = await Process.StartAsync(town.Directory, town.Emulators, town.WorldId, town.Clock, points);
            await AskAsync(process, "parrot", life, random);
            if (await process.RunUntilAsync(town.Clock.GetUtcNow() + TimeSpan.FromMinutes(12), points))
            {
                continue;
            }

            await process.KillAsync();
            town.Clock.Advance(TimeSpan.FromSeconds(random.Next(0, 90)));
        }

        await town.ClearFaultsAsync();
        points.Begin(null, 0);
        await using var last = await Process.StartAsync(town.Directory, town.Emulators, town.WorldId, town.Clock, points);
        foreach (var id in Agents)
        {
            await last.Grains.GetGrain<IAgentGrain>(id).Pause("test", "the faults are over");
        }

        Assert.True(await last.RunUntilAsync(town.Clock.GetUtcNow() + TimeSpan.FromMinutes(10), points));
        foreach (var (point, kills) in points.Kills.OrderBy(k => k.Key))
        {
            output.WriteLine($"{point,-24} {points.Visits[point],7} passed {kills,4} deaths");
        }

        foreach (var line in points.Errors.Lines.Take(12))
        {
            output.WriteLine(line);
        }

        await VerifyAsync(town, last);
        Assert.All(Points, point => Assert.True(points.Kills.GetValueOrDefault(point) >= 10, $"{point}: {points.Kills.GetValueOrDefault(point)} deaths"));
        Assert.True(points.Kills.Values.Sum() >= 500, $"only {points.Kills.Values.Sum()} deaths");
    }

    private static readonly string[] Agents = ["ada", "bea", "cy", "dot", "parrot"];

    private static async Task DefineAsync(Town town, KillPoints points)
    {
        points.Begin(null, 0);
        await using var process = await Process.StartAsync(town.Directory, town.Emulators, town.WorldId, town.Clock, points);
        foreach (var id in Agents)
        {
            // Two agents share one account; all four post every minute or two.
            var account = id is "ada" or "bea" ? ", \"account\": \"shared\"" : "";
            var hours = id == "parrot" ? "\"min_hours_between_posts\": 10000, \"max_hours_between_posts\": 10001" : "\"min_hours_between_posts\": 0.02, \"max_hours_between_posts\": 0.04";
            var json = $$"""
                {"id": "{{id}}", "name": "{{id}}", "description": "A {{id}} who watches the harbour.", "personality": {"interests": ["tides", "ropes", "gulls", "{{id}}"]},
                 "behavior": {"post_frequency": { {{hours}} } }{{account}} }
                """;
            var result = await process.Grains.GetGrain<IAgentGrain>(id).Define(new DefinitionChange { Json = json, Source = "test", ContentHash = id, Scopes = ApiScope.Admin });
            Assert.True(result.Accepted, string.Join("; ", result.Problems.Select(p => p.Message)));
        }
    }

    /// <summary>The agent that says the same short thing again and again, by request.</summary>
    private static async Task AskAsync(Process process, string agent, int life, Random random)
    {
        if (random.Next(3) > 0)
        {
            return;
        }

        var command = new PostCommand
        {
            Cause = $"test/{life}",
            BodyHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("good morning"))),
            Text = "Good morning.",
            Force = true,
        };

        // The process may die before it answers; then the request was made, and nobody knows whether it was taken.
        _ = process.Grains.GetGrain<IAgentGrain>(agent).Post(command).ContinueWith(t => _ = t.Exception, TaskScheduler.Default);
        await Task.Yield();
    }

    private async Task VerifyAsync(Town town, Process process)
    {
        var catalog = process.Services.GetRequiredService<IAgentCatalog>();
        var effects = new List<EffectView>();
        for (string? cursor = null; ;)
        {
            var page = await catalog.ListEffectsAsync(new EffectFilter { Limit = 200, Cursor = cursor }, CancellationToken.None);
            effects.AddRange(page.Items);
            if ((cursor = page.Next) is null)
            {
                break;
            }
        }

        var posts = await town.PostsAsync();
        var byState = effects.GroupBy(e => e.State).ToDictionary(g => g.Key, g => g.Count());
        output.WriteLine($"{effects.Count} effects: {string.Join(", ", byState.Select(s => $"{s.Value} {s.Key}"))}; {posts.Count} posts");
        output.WriteLine(string.Join(", ", effects.Where(e => e.State == EffectState.Failed).GroupBy(e => e.Verdict).Select(g => $"{g.Count()} {g.Key} ({g.First().Detail})")));

        foreach (var open in effects.Where(e => e.State is EffectState.Attempting or EffectState.Planned))
        {
            output.WriteLine($"still open at {town.Clock.GetUtcNow():u}: {open.AgentId} {open.State} since {open.UpdatedAt:u}, attempt {open.Attempts}, {open.Verdict} {open.Detail}");
            var rows = await process.Grains.GetGrain<IJournalReaderGrain>("reader").Read(open.AgentId, 0, 12, newestFirst: true);
            rows.Items.ForEach(r => output.WriteLine($"    {DateTimeOffset.FromUnixTimeMilliseconds(r.AtMs):u} {r.Kind} {r.Summary}"));
        }

        Assert.All(effects, e => Assert.Contains(e.State, new[] { EffectState.Confirmed, EffectState.Failed, EffectState.Cancelled }));
        Assert.All(effects.Where(e => e.State != EffectState.Confirmed), e => Assert.NotEqual("", e.Verdict));
        var confirmed = effects.Where(e => e.State == EffectState.Confirmed).Select(e => e.ExternalId!).ToList();
        Assert.Equal(confirmed.Distinct().Count(), confirmed.Count);
        Assert.Equal(posts.Select(p => p.Id).Order(), confirmed.Order());
        Assert.True(confirmed.Count > 300, $"only {confirmed.Count} posts: too few to prove anything");
        foreach (var agent in Agents)
        {
            var verdict = await process.Grains.GetGrain<IJournalReaderGrain>("reader").Verify(agent);
            Assert.True(verdict.Intact, $"{agent}: {string.Join("; ", verdict.Problems)}");
        }
    }
}
