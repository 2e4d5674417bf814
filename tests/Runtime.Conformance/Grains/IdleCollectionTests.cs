using PuppetEngine.Tests.Runtime.Conformance.Fixtures;
using PuppetEngine.Tests.Runtime.Conformance.Probes;

namespace PuppetEngine.Tests.Runtime.Conformance.Grains;

/// <summary>An activation that nobody calls ends; calls keep it, ticks of a timer do not unless they are asked to.</summary>
public sealed class IdleCollectionTests : SiloTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(1);

    protected override void Configure(TestSiloSettings settings) =>
        (settings.CollectionAge, settings.CollectionQuantum) = (TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(1));

    [Fact]
    public async Task An_idle_activation_ends_and_the_next_call_makes_another()
    {
        var grain = Silo.Grains.GetGrain<IProbeGrain>("ada");
        var before = await grain.WhoAmI();

        await Silo.AdvanceUntilAsync(Silo.Witness.Noted("deactivated probe/ada"), Step, AtMost);

        Assert.NotEqual(before, await grain.WhoAmI());
    }

    [Fact]
    public async Task An_activation_with_a_running_call_does_not_end()
    {
        var call = Silo.Grains.GetGrain<IProbeGrain>("busy").StandAt("gate");
        await Silo.Witness.Noted("gate");
        await Silo.Grains.GetGrain<IProbeGrain>("idle").WhoAmI();

        await Silo.AdvanceUntilAsync(Silo.Witness.Noted("deactivated probe/idle"), Step, AtMost);

        Assert.Equal(0, Silo.Witness.Count("deactivated probe/busy"));
        Silo.Witness.Open("gate");
        await call;
    }

    [Fact]
    public async Task Ticks_alone_do_not_keep_an_activation()
    {
        await Silo.Grains.GetGrain<ITimerGrain>("t").Start(Step, Step, interleave: false, keepAlive: false);

        await Silo.AdvanceUntilAsync(Silo.Witness.Noted("deactivated t"), Step, AtMost);
    }

    [Fact]
    public async Task Ticks_of_a_keep_alive_timer_do()
    {
        await Silo.Grains.GetGrain<ITimerGrain>("t").Start(Step, Step, interleave: false, keepAlive: true);

        for (var n = 0; n < 120; n++)
        {
            await Silo.AdvanceAsync(Step);
        }

        Assert.Equal(0, Silo.Witness.Count("deactivated t"));
    }

    [Fact]
    public async Task A_timer_ends_with_its_activation()
    {
        var grain = Silo.Grains.GetGrain<ITimerGrain>("t");
        await grain.Start(TimeSpan.FromMinutes(5), Step, interleave: false, keepAlive: false);

        await Silo.AdvanceUntilAsync(Silo.Witness.Noted("deactivated t"), Step, AtMost);

        await Silo.AdvanceAsync(TimeSpan.FromMinutes(6));
        await grain.Ping();
        Assert.Equal(0, Silo.Witness.Count("t"));
    }
}
