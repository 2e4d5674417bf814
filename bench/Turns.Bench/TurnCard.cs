namespace PuppetEngine.Turns.Bench;

/// <summary>Full post turns per second, beside the same calls alone and the same disk alone.</summary>
internal static class TurnCard
{
    private const int Callers = 64;
    private const int Agents = 1024;

    internal static async Task PrintAsync(string folder, bool quick)
    {
        Card.Open("Post turns, 64 callers, 1,024 agents of two KiB; emulators without delay in their own process; every write synchronous=FULL");
        await using var emulators = await EmulatorsProcess.StartAsync();
        var commits = await BareDisk.CommitsPerSecondAsync(folder, quick ? 1 : 3);
        var bare = await BareCalls.PairsPerSecondAsync(emulators.Address, Callers, TimeSpan.FromSeconds(quick ? 2 : 5));
        Card.Progress($"bare: {bare:0} pairs of calls per second, {commits:0} commits per second");
        await using var product = await Product.StartAsync(folder, emulators.Address, TimeProvider.System, Product.BriefDoubts);
        var turns = new Turns(product, "t", Agents, Callers);
        await turns.RegisterAsync();
        Card.Progress($"{Agents} agents are there; compiling");
        await turns.RunAsync(TimeSpan.FromSeconds(quick ? 5 : 25));
        var runs = new List<(TurnRun Run, double EmulatorCpu)>();
        for (var i = 0; i < (quick ? 1 : 3); i++)
        {
            var before = emulators.Processor;
            var run = await turns.RunAsync(TimeSpan.FromSeconds(quick ? 5 : 10));
            runs.Add((run, (emulators.Processor - before).TotalMilliseconds / run.Count));
            Card.Progress($"{run.PerSecond:0} turns per second, p50 {run.P50:0} ms, {run.CpuPerTurn:0.00} ms of processor");
        }

        var (median, emulatorCpu) = runs.OrderBy(r => r.Run.PerSecond).ElementAt(runs.Count / 2);
        Card.Row("full post turns per second (grain, prompt, model over HTTP, checks, effect, X over HTTP with OAuth, receipt, memory, journal)", $"{median.PerSecond:N0}/s", "at least 600");
        Card.Row("the same two HTTP calls alone, no grains, no storage", $"{bare:N0}/s");
        Card.Row("a turn in pairs of bare calls", $"{bare / median.PerSecond:0.0}");
        Card.Row("one row, one transaction, one flush: bare commits of SQLite on this disk", $"{commits:N0}/s");
        Card.Row("a turn from request to memory, p50 / p99", $"{median.P50:0} / {median.P99:0} ms");
        Card.Row("processor time of a turn: product / emulators", $"{median.CpuPerTurn:0.00} / {emulatorCpu:0.00} ms");
        Card.Row("allocated per turn", $"{median.KiBPerTurn:N0} KiB");
        Card.Row("effects that did not end as confirmed", $"{runs.Sum(r => r.Run.Failed)}", "0");
    }
}
