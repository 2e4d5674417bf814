using System.Text.Json.Nodes;
using PuppetEngine.Tests.Crash.Harness;

namespace PuppetEngine.Tests.Crash;

/// <summary>The same promise, for posts and for answers, with nothing in between: the built program, <c>kill -9</c>, real clocks, and emulators in a process of their own.</summary>
public sealed class KillNineTests(ITestOutputHelper output)
{
    private const int Kills = 20;

    /// <summary>
    /// A post lands at most this late, and shows in the timeline at most as much later: three seconds after its attempt began. Attempt and
    /// grace are twice as long, so that a timer that a loaded machine fires late changes nothing.
    /// </summary>
    private const int LandingMs = 1_500;

    private static readonly (string, string)[] Short =
    [
        ("Puppet__Turns__ActDeadline", "00:00:01.5"), ("Puppet__Turns__AttemptLength", "00:00:02"), ("Puppet__Turns__Grace", "00:00:04"), ("Puppet__Turns__AbsenceSpacing", "00:00:01"),
        // A process that dies loses its slice of the day's ceiling.
        ("Puppet__Llm__Budget__SliceParts", "100000"),
        ("Puppet__Events__Generate", "false"),
        // As often as is allowed, so that most lives read some.
        ("Puppet__Social__ReadMentions", "true"), ("Puppet__Social__MentionInterval", "00:00:05"),
    ];

    private static readonly string[] Agents = ["ada", "bea", "cy", "dot"];

    /// <summary>Whom strangers write to: the account of two agents, and those of one.</summary>
    private static readonly string[] Accounts = ["shared", "cy", "dot"];

    private readonly List<string> _mentions = [];

    [Fact]
    public async Task Killed_twenty_times_it_posts_each_effect_once_and_its_journals_verify()
    {
        const int Seed = 20261122;
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        using var place = new Place();
        await using var emulators = await OutsideProgram.StartAsync(place["outside"]);
        await using (var first = place.Start(emulators.Address, Short))
        {
            using var api = await Place.OpenAsync(first);
            foreach (var agent in Agents)
            {
                await Place.DefineAsync(api, agent, 0.0003, 0.0006, account: agent is "ada" or "bea" ? "shared" : null);
            }
        }

        await SetFaultsAsync(emulators);
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var run = place.Start(emulators.Address, Short);
            await DeathAsync(run, emulators, random, kill);
            await run.KillAsync();
        }

        await emulators.ClearFaultsAsync();
        await using var last = place.Start(emulators.Address, Short);
        using var gateway = await Place.OpenAsync(last);
        await LookAtAgentsAsync(gateway);

        // Before they are paused: a paused agent decides on nothing.
        var decided = 0;
        await Gateway.UntilAsync("every mention is decided on", Place.Patience, async () =>
        {
            decided = (await DecisionsAsync(gateway)).Select(d => d.Mention).Distinct().Count();
            return decided >= _mentions.Count;
        }, () => $"{decided} of {_mentions.Count}\n{last.Output}");
        foreach (var agent in Agents)
        {
            await gateway.PostAsync($"/v1/agents/{agent}/pause", new { });
        }

        Dictionary<string, long> counts = [];
        await Gateway.UntilAsync("nothing is open", Place.Patience, async () =>
        {
            counts = await gateway.CountsAsync();
            return counts.GetValueOrDefault("planned") + counts.GetValueOrDefault("attempting") == 0;
        }, () => $"{string.Join(", ", counts)}\n{last.Output}");
        await VerifyAsync(gateway, emulators, counts);
    }

    /// <summary>The moment of a death: at some step of the start, or so many requests and a little more after it; sometimes when mentions were just read.</summary>
    private async Task DeathAsync(ProgramRun run, OutsideProgram emulators, Random random, int kill)
    {
        var (ticks, duringStart) = (random.Next(0, 40), kill % 4 == 3);
        if (!duringStart)
        {
            using var gateway = await Place.OpenAsync(run);
            await LookAtAgentsAsync(gateway);
            for (var i = 0; i < 2; i++)
            {
                // Everyone writes once, so that nobody is silenced for writing often.
                _mentions.Add(await emulators.MentionAsync($"user{_mentions.Count}", Accounts[_mentions.Count % Accounts.Length], $"Question {_mentions.Count}: what did you see at the harbour?"));
            }

            if (kill % 4 == 1)
            {
                var read = await emulators.RequestsAsync("GET /x/2/users/:id/mentions");
                await Gateway.UntilAsync("mentions are read", Place.Patience, async () => await emulators.RequestsAsync("GET /x/2/users/:id/mentions") > read, () => run.Output);
            }

            var before = await emulators.RequestsAsync("POST /x/2/tweets");
            var more = random.Next(1, 6);
            await Gateway.UntilAsync($"{more} more requests to post", Place.Patience, async () => await emulators.RequestsAsync("POST /x/2/tweets") >= before + more, () => run.Output);
        }

        // What is drawn is the moment itself; nothing is waited for.
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(duringStart ? 20 : 3), TimeProvider.System);
        while (ticks-- > 0)
        {
            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>Somebody looks at the agents: after a kill their reminders tick at the next boundary of five minutes only.</summary>
    private static async Task LookAtAgentsAsync(Gateway gateway)
    {
        foreach (var agent in Agents)
        {
            await gateway.GetAsync($"/v1/agents/{agent}");
        }
    }

    /// <summary>What the agents decided about mentions, for good.</summary>
    private static async Task<List<(string Agent, string Mention, string Choice)>> DecisionsAsync(Gateway gateway)
    {
        var decisions = new List<(string, string, string)>();
        foreach (var agent in Agents)
        {
            foreach (var row in (await gateway.ListAsync($"/v1/agents/{agent}/journal?payload=true")).Where(row => (string?)row["kind"] == "mention.decided"))
            {
                if ((string)row["payload"]!["choice"]! is not "hold" and var choice)
                {
                    decisions.Add((agent, (string)row["payload"]!["mention_id"]!, choice));
                }
            }
        }

        return decisions;
    }

    private static async Task SetFaultsAsync(OutsideProgram emulators)
    {
        const string Create = "POST /x/2/tweets";
        await emulators.SetFaultAsync(new { route = Create, kind = "drop_after_effect", share = 0.1 });
        await emulators.SetFaultAsync(new { route = Create, kind = "drop_before_effect", share = 0.1 });
        await emulators.SetFaultAsync(new { route = Create, kind = "land_later", share = 0.1, min_ms = 100, max_ms = LandingMs });
        await emulators.SetFaultAsync(new { route = Create, kind = "status_after_effect", status = 503, share = 0.1 });
        await emulators.SetFaultAsync(new { route = Create, kind = "delay", share = 0.2, min_ms = 10, max_ms = 300 });
        await emulators.SetFaultAsync(new { route = "GET /x/2/users/*", kind = "timeline_lag", share = 0.3, min_ms = 10, max_ms = LandingMs });
        await emulators.SetFaultAsync(new { route = "/llm/*", kind = "5xx", share = 0.05 });
    }

    private async Task VerifyAsync(Gateway gateway, OutsideProgram emulators, Dictionary<string, long> counts)
    {
        var effects = await gateway.ListAsync("/v1/effects");
        var posts = await emulators.PostsAsync();
        output.WriteLine($"{Kills} kills, {effects.Count} effects: {string.Join(", ", counts.Where(c => c.Value > 0).Select(c => $"{c.Value} {c.Key}"))}; {posts.Count} posts, {await emulators.RequestsAsync("POST /x/2/tweets")} requests to post; faults {await emulators.FaultsAsync()}");
        Assert.Equal(0, counts.GetValueOrDefault("unknown"));
        var confirmed = effects.Where(e => (string?)e["status"] == "confirmed").Select(e => (string)e["external_id"]!).ToList();
        Assert.Equal(posts.Count, posts.Distinct().Count());
        Assert.Equal(posts.Order(), confirmed.Order());
        Assert.True(confirmed.Count >= Kills, $"only {confirmed.Count} posts: too few to prove anything");
        Assert.All(effects, e => Assert.Contains((string)e["status"]!, new[] { "confirmed", "failed", "cancelled" }));
        Assert.All(effects.Where(e => (string?)e["status"] != "confirmed"), e => Assert.NotEqual("", (string)e["verdict"]!));
        var decisions = await DecisionsAsync(gateway);
        output.WriteLine($"{_mentions.Count} mentions: {string.Join(", ", decisions.CountBy(d => d.Choice).Select(c => $"{c.Value} {c.Key}"))}");
        Assert.Equal(_mentions.Order(), decisions.Select(d => d.Mention).Order());
        var replies = await emulators.RepliesAsync();
        Assert.All(replies.Where(r => _mentions.Contains(r)).CountBy(r => r), answered => Assert.Equal(1, answered.Value));
        var answers = effects.Where(e => (string?)e["kind"] == "reply" && (string?)e["status"] == "confirmed").Select(e => (string)e["target_id"]!).ToList();
        Assert.Equal(answers.Order(), replies.Order());
        Assert.Equal(decisions.Count(d => d.Choice == "answer"), effects.Count(e => (string?)e["kind"] == "reply"));
        foreach (var agent in Agents)
        {
            JsonObject verdict = await gateway.GetAsync($"/v1/agents/{agent}/journal/verify");
            Assert.True((bool)verdict["intact"]!, verdict.ToJsonString());
        }
    }
}
