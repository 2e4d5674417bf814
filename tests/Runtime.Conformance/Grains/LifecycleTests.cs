using PuppetEngine.Tests.Runtime.Conformance.Fixtures;
using PuppetEngine.Tests.Runtime.Conformance.Probes;

namespace PuppetEngine.Tests.Runtime.Conformance.Grains;

/// <summary>How activations and silos end.</summary>
public sealed class LifecycleTests : SiloTests
{
    [Fact]
    public async Task A_grain_that_asks_to_end_ends_after_its_call_and_comes_back_with_the_next()
    {
        var grain = Silo.Grains.GetGrain<IProbeGrain>("ada");
        var before = await grain.WhoAmI();

        await grain.EndActivation();

        await Silo.Witness.Noted("deactivated probe/ada");
        Assert.NotEqual(before, await grain.WhoAmI());
        Assert.Equal(2, Silo.Witness.Count("activated probe/ada"));
    }

    [Fact]
    public async Task Calls_behind_an_ending_activation_reach_the_next_one()
    {
        var grain = Silo.Grains.GetGrain<IProbeGrain>("ada");
        var first = grain.StandAt("gate");
        await Silo.Witness.Noted("gate");
        var end = grain.EndActivation();
        var behind = grain.WhoAmI();

        Silo.Witness.Open("gate");

        await first;
        await end;
        Assert.NotEmpty(await behind);
    }

    [Fact]
    public async Task A_stopped_silo_says_goodbye_to_its_grains()
    {
        var witness = Silo.Witness;
        await Silo.Grains.GetGrain<IProbeGrain>("ada").WhoAmI();

        await Silo.DisposeAsync();

        Assert.Equal(1, witness.Count("deactivated probe/ada"));
    }

    [Fact]
    public async Task What_a_grain_would_store_as_a_goodbye_is_not_stored_by_a_killed_silo()
    {
        var grain = Silo.Grains.GetGrain<IStateGrain>("ada");
        await grain.Write("kept");
        await grain.WriteAtTheEnd("goodbye");

        await KillAndRestartAsync();

        Assert.Equal("kept 1 True", await Silo.Grains.GetGrain<IStateGrain>("ada").Read());
    }

    [Fact]
    public async Task What_a_grain_stores_as_a_goodbye_is_there_after_a_stop()
    {
        var grain = Silo.Grains.GetGrain<IStateGrain>("ada");
        await grain.Write("kept");
        await grain.WriteAtTheEnd("goodbye");

        await StopAndRestartAsync();

        Assert.Equal("goodbye 2 True", await Silo.Grains.GetGrain<IStateGrain>("ada").Read());
    }

    [Fact]
    public async Task A_silo_can_be_killed_and_started_many_times()
    {
        for (var n = 1; n <= 5; n++)
        {
            await Silo.Grains.GetGrain<IStateGrain>("ada").Write($"run {n}");
            await KillAndRestartAsync();
            Assert.Equal($"run {n} {n} True", await Silo.Grains.GetGrain<IStateGrain>("ada").Read());
        }
    }
}
