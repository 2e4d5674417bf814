using PuppetEngine.Tests.Runtime.Conformance.Fixtures;
using PuppetEngine.Tests.Runtime.Conformance.Probes;

namespace PuppetEngine.Tests.Runtime.Conformance.Calls;

/// <summary>One activation per key, one turn at a time, and the exceptions that are asked for.</summary>
public sealed class TurnTests : SiloTests
{
    [Fact]
    public async Task Concurrent_first_calls_reach_one_activation()
    {
        var grain = Silo.Grains.GetGrain<IProbeGrain>("ada");

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(grain.WhoAmI)));

        Assert.Single(answers.Distinct());
        Assert.Equal(1, Silo.Witness.Count("activated probe/ada"));
    }

    [Fact]
    public async Task A_call_runs_to_its_end_before_the_next_begins()
    {
        var grain = Silo.Grains.GetGrain<IProbeGrain>("ada");

        var counts = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => grain.CountSlowly()));

        Assert.Equal(Enumerable.Range(1, 50), counts.Order());
    }

    [Fact]
    public async Task A_waiting_call_holds_back_the_next_one()
    {
        var grain = Silo.Grains.GetGrain<IProbeGrain>("ada");
        var first = grain.StandAt("gate");
        await Silo.Witness.Noted("gate");

        var second = grain.WhoAmI();

        Assert.Equal("peeked", await grain.Peek());
        Assert.False(second.IsCompleted);
        Silo.Witness.Open("gate");
        await first;
        await second;
    }

    [Fact]
    public async Task An_interleaving_call_answers_while_another_waits()
    {
        var grain = Silo.Grains.GetGrain<IProbeGrain>("ada");
        var first = grain.StandAt("gate");
        await Silo.Witness.Noted("gate");

        Assert.Equal("peeked", await grain.Peek());

        Silo.Witness.Open("gate");
        await first;
    }

    [Fact]
    public async Task Readers_stand_side_by_side_and_hold_back_a_writer()
    {
        var grain = Silo.Grains.GetGrain<IProbeGrain>("ada");
        var readers = new[] { grain.ReadAt("one"), grain.ReadAt("two") };
        await Silo.Witness.Noted("one");
        await Silo.Witness.Noted("two");

        var writer = grain.StandAt("writer");
        await grain.Peek();
        Assert.Equal(0, Silo.Witness.Count("writer"));
        Silo.Witness.Open("one");
        Silo.Witness.Open("two");
        await Task.WhenAll(readers);
        await Silo.Witness.Noted("writer");
        Silo.Witness.Open("writer");
        await writer;
    }

    [Fact]
    public async Task A_reentrant_grain_takes_calls_while_others_wait()
    {
        var grain = Silo.Grains.GetGrain<IReentrantProbeGrain>("ada");
        var calls = Enumerable.Range(0, 10).Select(n => grain.StandAt($"gate {n}")).ToList();

        for (var n = 0; n < 10; n++)
        {
            await Silo.Witness.Noted($"gate {n}");
            Silo.Witness.Open($"gate {n}");
        }

        await Task.WhenAll(calls);
    }

    [Fact]
    public async Task Different_keys_run_side_by_side()
    {
        var calls = Enumerable.Range(0, 10).Select(n => Silo.Grains.GetGrain<IProbeGrain>($"key-{n}").StandAt("gate")).ToList();

        await Silo.Witness.Noted("gate", 10);

        Silo.Witness.Open("gate");
        await Task.WhenAll(calls);
    }
}
