using PuppetEngine.Tests.Crash.Harness;

namespace PuppetEngine.Tests.Crash;

/// <summary>
/// Worlds do not mix: what was begun while X was emulated is never sent once X is live. The whole program, restarted with the other
/// setting; the live X is a second emulator, which counts.
/// </summary>
public sealed class WorldSwitchTests(ITestOutputHelper output)
{
    private const string Create = "POST /x/2/tweets";
    private static readonly (string, string) Deployment = ("Puppet__Deployment__Id", "world-switch-test");

    /// <summary>What stands open in each of the three states that are no end.</summary>
    private static readonly (string Agent, string State, int Count)[] Unfinished = [("held", "held", 20), ("waits", "planned", 15), ("doubts", "attempting", 15)];

    [Fact]
    public async Task Fifty_unfinished_emulated_effects_are_abandoned_in_the_live_world_and_none_is_sent()
    {
        using var place = new Place();
        await using var emulated = await OutsideProgram.StartAsync(place["emulated"]);
        await LeaveUnfinishedAsync(place, emulated);
        var emulatedRequests = await emulated.RequestsAsync();

        await using var live = await OutsideProgram.StartAsync(place["live"]);
        await using var run = place.Start(emulated.Address,
            [Deployment, ("Puppet__World__X", "live"), ("Puppet__X__BaseUrl", new Uri(live.Address, "/x").ToString()), .. Unfinished.SelectMany(u => Credentials(u.Agent)), .. Credentials("control")]);
        using var gateway = await Place.OpenAsync(run);
        Assert.Equal("live", (string?)(await gateway.GetAsync("/v1/status"))["worlds"]!["x"]);
        Dictionary<string, long> counts = [];
        await Gateway.UntilAsync("all of another world is closed", Place.Patience, async () =>
        {
            // Only of that world: an agent whose first post comes due only now plans it for this one, where it may well wait.
            var others = (await gateway.ListAsync("/v1/effects")).Where(e => (string?)e["world"] != "live");
            counts = others.CountBy(e => (string)e["status"]!).ToDictionary(p => p.Key, p => (long)p.Value);
            return Unfinished.Sum(u => counts.GetValueOrDefault(u.State)) == 0;
        }, () => $"{string.Join(", ", counts)}\n{run.Output}");
        output.WriteLine(string.Join(", ", counts.Where(c => c.Value > 0).Select(c => $"{c.Value} {c.Key}")));
        Assert.True(counts["abandoned"] >= Unfinished.Sum(u => u.Count));
        Assert.Equal(0, await live.RequestsAsync());

        // The way out is open, or the silence would prove nothing: an agent that may publish in the live world does.
        await Place.DefineAsync(gateway, "control", 10_000, 10_001, publish: "live");
        var sent = await gateway.PostAsync("/v1/agents/control/posts", new { text = "The harbour is open.", force = true });
        await Gateway.UntilAsync("the control is sent", Place.Patience, async () =>
        {
            sent = (await gateway.ListAsync("/v1/agents/control/effects")).Single(e => (string?)e["effect_id"] == (string?)sent["effect_id"]);
            return (string?)sent["status"] == "confirmed";
        }, () => $"{sent}\n{run.Output}");
        Assert.Equal(1L, await live.RequestsAsync(Create));
        Assert.Equal([(string)sent["external_id"]!], await live.PostsAsync());
        Assert.Equal(emulatedRequests, await emulated.RequestsAsync());
    }

    /// <summary>Twenty held for a person, fifteen that wait for a closed window, fifteen whose connection broke; then the process dies.</summary>
    private static async Task LeaveUnfinishedAsync(Place place, OutsideProgram emulated)
    {
        await emulated.SetFaultAsync(new { route = Create, kind = "429_window", account = "waits", seconds = 3_600 });
        await emulated.SetFaultAsync(new { route = Create, kind = "drop_before_effect", account = "doubts" });
        // What is in doubt stays in doubt until the process dies, however long the posting takes.
        await using var run = place.Start(emulated.Address, Deployment, ("Puppet__Turns__Grace", "01:00:00"));
        using var gateway = await Place.OpenAsync(run);
        foreach (var (agent, _, count) in Unfinished)
        {
            await Place.DefineAsync(gateway, agent, 10_000, 10_001, publish: agent == "held" ? "review" : null);
            for (var i = 0; i < count; i++)
            {
                await gateway.PostAsync($"/v1/agents/{agent}/posts", new { text = $"Number {i} of {agent}: the tide is {i} minutes late.", force = true });
            }
        }

        Dictionary<string, long> counts = [];
        await Gateway.UntilAsync("fifty stand unfinished", Place.Patience, async () =>
        {
            counts = await gateway.CountsAsync();
            return Unfinished.All(u => counts.GetValueOrDefault(u.State) >= u.Count);
        }, () => $"{string.Join(", ", counts)}\n{run.Output}");
        await run.KillAsync();
    }

    /// <summary>Credentials that the second emulator would take, so that nothing but the world keeps the old effects back.</summary>
    private static (string, string)[] Credentials(string account) =>
    [
        ($"Puppet__X__Credentials__{account}__ApiKey", "emulated-app"), ($"Puppet__X__Credentials__{account}__ApiKeySecret", "emulated-app-secret"),
        ($"Puppet__X__Credentials__{account}__AccessToken", $"{account}-emulated"), ($"Puppet__X__Credentials__{account}__AccessTokenSecret", $"{account}-emulated-secret"),
    ];
}
