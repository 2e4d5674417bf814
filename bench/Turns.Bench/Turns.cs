using System.Diagnostics;
using System.Globalization;
using Orleans;
using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Turns.Bench;

/// <summary>Drives post turns: each caller asks one of its own agents for a post, waits until it is sent, journaled and remembered, and goes to the next.</summary>
internal sealed class Turns(Product product, string prefix, int agents, int callers)
{
    private int _round;

    /// <summary>What the posts are about; null for the agents' own choice.</summary>
    internal string? Topic { get; init; }

    /// <summary>Makes the agents, and a first turn of each.</summary>
    internal async Task RegisterAsync(int from = 0)
    {
        await Parallel.ForEachAsync(
            Enumerable.Range(from, agents),
            new ParallelOptions { MaxDegreeOfParallelism = callers },
            async (n, _) =>
            {
                var id = Personas.Id(prefix, n);
                var defined = await product.Grains.GetGrain<IAgentGrain>(id).Define(Personas.Definition(id, n, 0, 48));
                if (!defined.Accepted)
                {
                    throw new InvalidOperationException($"The definition of {id} was refused: {string.Join("; ", defined.Problems.Select(p => p.Message))}");
                }
            });
    }

    /// <summary>Runs a span of time; turns that ended in it.</summary>
    internal async Task<TurnRun> RunAsync(TimeSpan span)
    {
        var round = ++_round;
        var times = new List<double>[callers];
        var failed = product.Watch.Failed;
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var collections = GC.CollectionCount(0);
        var processor = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            times[caller] = [];
            for (var turn = 0; watch.Elapsed < span; turn++)
            {
                var agent = caller + (turn * callers % (agents - (agents % callers)));
                var started = Stopwatch.GetTimestamp();
                await TurnAsync(Personas.Id(prefix, agent), string.Create(CultureInfo.InvariantCulture, $"bench-{round}-{caller}-{turn}"));
                times[caller].Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        })));
        var elapsed = watch.Elapsed;
        var all = times.SelectMany(t => t).ToList();
        return new TurnRun(
            all.Count / elapsed.TotalSeconds,
            all.Count,
            Card.Percentile(all, 0.5),
            Card.Percentile(all, 0.99),
            (GC.GetTotalAllocatedBytes(precise: true) - allocated) / 1024.0 / all.Count,
            (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds / all.Count,
            (GC.CollectionCount(0) - collections) / (double)all.Count,
            product.Watch.Failed - failed);
    }

    /// <summary>One turn, to its end.</summary>
    internal async Task TurnAsync(string agent, string cause)
    {
        var answer = await product.Grains.GetGrain<IAgentGrain>(agent).Post(new PostCommand { Cause = cause, BodyHash = "", Topic = Topic });
        if (answer.Effect is not { } effect)
        {
            throw new InvalidOperationException($"{agent} refused: {answer.Detail}");
        }

        await product.Watch.EndOf(effect.EffectId);
        product.Watch.Forget(effect.EffectId);
    }
}

/// <summary>What a run of turns showed.</summary>
/// <param name="PerSecond">Turns per second.</param>
/// <param name="Count">Turns.</param>
/// <param name="P50">Median of a turn from request to memory, ms.</param>
/// <param name="P99">The 99th percentile, ms.</param>
/// <param name="KiBPerTurn">Allocated in the product's process.</param>
/// <param name="CpuPerTurn">Processor time of the product's process, ms.</param>
/// <param name="CollectionsPerTurn">Garbage collections.</param>
/// <param name="Failed">Effects that did not end as confirmed.</param>
internal sealed record TurnRun(double PerSecond, int Count, double P50, double P99, double KiBPerTurn, double CpuPerTurn, double CollectionsPerTurn, long Failed);
