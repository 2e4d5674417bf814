using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace PuppetEngine.Turns.Bench;

/// <summary>A hundred thousand agents on one machine: start, memory, a thousand due in one minute, and the morning after an outage of two hours.</summary>
internal static class FleetCard
{
    private const int PerProcess = 20_000;

    internal static async Task PrintAsync(string folder, bool quick)
    {
        var (agents, due, watched) = quick ? (5_000, 500, TimeSpan.FromSeconds(60)) : (100_000, 1_000, TimeSpan.FromMinutes(6));
        Card.Open($"{agents:N0} registered agents with armed schedules");
        await using var emulators = await EmulatorsProcess.StartAsync();
        var now = TimeProvider.System.GetUtcNow();
        var late = now.AddDays(1);
        var watch = Stopwatch.StartNew();
        for (var from = 0; from < agents; from += PerProcess)
        {
            await using var part = await Child.StartAsync("register", folder, $"{emulators.Address}", "a", $"{from}", $"{Math.Min(PerProcess, agents - from)}", Ticks(late), "3600");
            Card.Progress($"{Math.Min(from + PerProcess, agents):N0} agents registered after {watch.Elapsed.TotalSeconds:0} s");
        }

        await using (await Child.StartAsync("register", folder, $"{emulators.Address}", "m", "0", $"{due}", Ticks(now), "50"))
        {
            Card.Progress($"{due} more, due in one minute");
        }

        var registered = watch.Elapsed;
        await MinuteAsync(folder, emulators, now, agents, due);
        await OutageAsync(folder, emulators, late.AddHours(3), agents, watched);
        Card.Row("registered through their grains before, per second", $"{(agents + due) / registered.TotalSeconds:N0}/s");
    }

    private static async Task MinuteAsync(string folder, EmulatorsProcess emulators, DateTimeOffset at, int agents, int due)
    {
        // The clock begins so early that the start is over before the minute begins.
        await using var fleet = await StartAsync(folder, emulators, at.AddSeconds(-60));
        var start = JsonSerializer.Deserialize<FleetStart>(fleet.Ready)!;
        Card.Progress($"started in {start.Seconds:0.0} s");
        var most = 0.0;
        FleetNow now;
        do
        {
            await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System);
            now = JsonSerializer.Deserialize<FleetNow>(await fleet.AskAsync("now"))!;
            most = Math.Max(most, fleet.ResidentMiB);
        }
        while (now.At < at.AddSeconds(75) || (now.Posted + now.Failed < due && now.At < at.AddSeconds(180)));

        List<double> lateness = [.. now.Lateness];
        Card.Row($"start to ready with {agents + due:N0} agents", $"{start.Seconds:0.0} s", "under 60 s");
        Card.Row("working set, most", $"{most:N0} MiB", "under 2,048 MiB");
        Card.Row($"{due:N0} due in one minute: started", $"{lateness.Count:N0}", $"{due:N0}");
        Card.Row("how late they started, p50 / p99 / most", $"{Card.Percentile(lateness, 0.5):0.00} / {Card.Percentile(lateness, 0.99):0.00} / {lateness.LastOrDefault():0.00} s", "most under 5 s");
        Card.Row("posted / failed", $"{now.Posted:N0} / {now.Failed:N0} {now.LastFailure}", $"{due:N0} / 0");
    }

    private static async Task OutageAsync(string folder, EmulatorsProcess emulators, DateTimeOffset at, int agents, TimeSpan watched)
    {
        var began = TimeProvider.System.GetUtcNow();
        await using var fleet = await StartAsync(folder, emulators, at);
        var start = JsonSerializer.Deserialize<FleetStart>(fleet.Ready)!;
        using var api = new HttpClient { BaseAddress = new Uri(start.Address) };
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(Path.Combine(folder, "api-key"))).Trim());
        var (most, underWay, gets, watch) = (0.0, 0L, new List<double>(), Stopwatch.StartNew());
        FleetNow now;
        do
        {
            foreach (var path in new[] { "/v1/agents?limit=50", "/v1/status", $"/v1/agents/{Personas.Id("a", gets.Count * 31 % agents)}", "/v1/effects?limit=50" })
            {
                var asked = Stopwatch.GetTimestamp();
                using var answer = await api.GetAsync(new Uri(path, UriKind.Relative));
                answer.EnsureSuccessStatusCode();
                gets.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
            }

            now = JsonSerializer.Deserialize<FleetNow>(await fleet.AskAsync("now"))!;
            most = Math.Max(most, fleet.ResidentMiB);
            underWay = Math.Max(underWay, now.UnderWay);
            if (gets.Count % 400 == 0)
            {
                Card.Progress($"{watch.Elapsed.TotalSeconds:0} s after an outage: {now.Posted:N0} posted, {now.UnderWay} under way, {most:N0} MiB");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System);
        }
        while (watch.Elapsed < watched);

        var perSecond = (await emulators.PostsAsync()).Where(t => t >= began).GroupBy(t => t.ToUnixTimeSeconds()).Select(g => (double)g.Count()).ToList();
        var expected = agents / 3600.0;
        Card.Row($"after an outage, all {agents:N0} two to three hours late: start to ready", $"{start.Seconds:0.0} s", "under 60 s");
        Card.Row($"posts at the vendor in the first {watched.TotalSeconds:0} s, per second: mean / most (an even spread over the hour: {expected.ToString("0.0", CultureInfo.InvariantCulture)})", $"{perSecond.Sum() / watched.TotalSeconds:0.0} / {(perSecond.Count == 0 ? 0 : perSecond.Max()):0}", "no burst");
        Card.Row("turns under way at once, most", $"{underWay:N0}", "bounded");
        Card.Row("GET while it recovers, p50 / p99", $"{Card.Percentile(gets, 0.5):0.0} / {Card.Percentile(gets, 0.99):0.0} ms", "responsive");
        Card.Row("working set while it recovers, most", $"{most:N0} MiB", "under 2,048 MiB");
        Card.Row("failed", $"{now.Failed:N0} {now.LastFailure}", "0");
    }

    private static Task<Child> StartAsync(string folder, EmulatorsProcess emulators, DateTimeOffset clock) =>
        Child.StartAsync("fleet", folder, $"{emulators.Address}", (clock - TimeProvider.System.GetUtcNow()).Ticks.ToString(CultureInfo.InvariantCulture));

    private static string Ticks(DateTimeOffset at) => at.UtcTicks.ToString(CultureInfo.InvariantCulture);
}
