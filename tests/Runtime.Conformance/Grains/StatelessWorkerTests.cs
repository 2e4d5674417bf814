using PuppetEngine.Tests.Runtime.Conformance.Fixtures;
using PuppetEngine.Tests.Runtime.Conformance.Probes;

namespace PuppetEngine.Tests.Runtime.Conformance.Grains;

/// <summary>Pools of workers: as many activations as allowed, one call each, and more calls than that wait.</summary>
public sealed class StatelessWorkerTests : SiloTests
{
    [Fact]
    public async Task Fifty_calls_of_forty_seconds_run_at_once_where_the_pool_allows()
    {
        var worker = Silo.Grains.GetGrain<IWorkerGrain>("pool");
        var calls = Enumerable.Range(0, 50).Select(_ => worker.Work("gate")).ToList();

        await Silo.Witness.Noted("gate", 50);
        await Silo.AdvanceAsync(TimeSpan.FromSeconds(40));
        Assert.DoesNotContain(calls, call => call.IsCompleted);
        Silo.Witness.Open("gate");

        Assert.Equal(50, (await Task.WhenAll(calls)).Distinct().Count());
    }

    [Fact]
    public async Task A_pool_of_default_size_runs_one_call_per_processor()
    {
        var worker = Silo.Grains.GetGrain<IDefaultWorkerGrain>("pool");
        var calls = Enumerable.Range(0, Environment.ProcessorCount + 3).Select(n => worker.Work($"gate")).ToList();

        await Silo.Witness.Noted("gate", Environment.ProcessorCount);
        await Silo.AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(Environment.ProcessorCount, Silo.Witness.Count("gate"));
        Silo.Witness.Open("gate");

        Assert.Equal(Environment.ProcessorCount, (await Task.WhenAll(calls)).Distinct().Count());
    }

    [Fact]
    public async Task Reentrant_workers_take_any_number_of_calls()
    {
        var worker = Silo.Grains.GetGrain<IReentrantWorkerGrain>("pool");
        var calls = Enumerable.Range(0, 50).Select(_ => worker.Work("gate")).ToList();

        await Silo.Witness.Noted("gate", 50);
        Silo.Witness.Open("gate");

        Assert.InRange((await Task.WhenAll(calls)).Distinct().Count(), 1, Environment.ProcessorCount);
    }
}
