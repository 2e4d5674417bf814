using System.Diagnostics;
using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Turns.Bench;

/// <summary>What an agent weighs after its turn, and how long it takes to wake one that sleeps on disk.</summary>
internal static class AgentCard
{
    internal static async Task PrintAsync(string folder, bool quick)
    {
        var agents = quick ? 1_000 : 10_000;
        Card.Open($"{agents:N0} agents with definitions of two KiB");
        await using var emulators = await EmulatorsProcess.StartAsync();
        await MeasureHeapAsync(folder, emulators.Address, agents);
        await MeasureColdAsync(folder, emulators.Address, agents);
    }

    private static async Task MeasureHeapAsync(string folder, Uri emulators, int agents)
    {
        await using var product = await Product.StartAsync(folder, emulators, TimeProvider.System);
        var warm = new Turns(product, "w", 256, 64);
        await warm.RegisterAsync();
        await UntilAsync(() => product.Watch.Remembered + product.Watch.Failed >= 256);
        var before = LiveHeap();

        // In the emulated world a new agent's first post is due within ten seconds: the turn comes by itself.
        await new Turns(product, "h", agents, 64).RegisterAsync();
        Card.Progress($"{agents} agents are there; waiting for the turns of the last ones");
        await UntilAsync(() => product.Watch.Remembered + product.Watch.Failed >= 256 + agents);
        product.Watch.ForgetAll();
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System);
        var after = LiveHeap();
        Card.Row("live heap per agent after a full turn and a collection: the agent, its memory and its account", $"{(after - before) / 1024.0 / agents:N2} KiB", "at most 12 KiB");
        GC.KeepAlive(product);
    }

    private static async Task MeasureColdAsync(string folder, Uri emulators, int agents)
    {
        await using var product = await Product.StartAsync(folder, emulators, TimeProvider.System);
        foreach (var n in Enumerable.Range(0, 256))
        {
            await product.Grains.GetGrain<IAgentGrain>(Personas.Id("w", n)).GetCard();
        }

        var times = new List<double>(agents);
        for (var n = 0; n < agents; n++)
        {
            var started = Stopwatch.GetTimestamp();
            await product.Grains.GetGrain<IAgentGrain>(Personas.Id("h", n)).GetCard();
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        Card.Row("cold activation by key: definition, turn state, reminder and a flushed line in the catalog; p50 / p99", $"{Card.Percentile(times, 0.5):0.00} / {Card.Percentile(times, 0.99):0.00} ms", "p99 under 20 ms");
    }

    private static async Task UntilAsync(Func<bool> done)
    {
        while (!done())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }

    private static long LiveHeap()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
