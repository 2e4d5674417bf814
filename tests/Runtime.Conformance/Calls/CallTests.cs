using Orleans;
using Orleans.Runtime;
using PuppetEngine.Tests.Runtime.Conformance.Fixtures;
using PuppetEngine.Tests.Runtime.Conformance.Probes;

namespace PuppetEngine.Tests.Runtime.Conformance.Calls;

/// <summary>How calls end: answers, failures, timeouts, cancellation, and calls that nobody waits for.</summary>
public sealed class CallTests : SiloTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(200);

    protected override void Configure(TestSiloSettings settings) => settings.ResponseTimeout = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task An_exception_reaches_the_caller_with_its_facts()
    {
        var failure = await Assert.ThrowsAsync<ProbeException>(() => Silo.Grains.GetGrain<IProbeGrain>("ada").Fail("code-7"));

        Assert.Equal(("code-7", "The probe failed with code-7."), (failure.Code, failure.Message));
    }

    [Fact]
    public async Task A_failure_before_the_first_await_is_the_same_failure()
    {
        var grain = Silo.Grains.GetGrain<IProbeGrain>("ada");

        var call = grain.FailAtOnce();

        Assert.Equal("at once", (await Assert.ThrowsAsync<InvalidOperationException>(() => call)).Message);
        Assert.Equal("peeked", await grain.Peek());
    }

    [Fact]
    public async Task A_caller_waits_as_long_as_the_method_allows_and_the_callee_goes_on()
    {
        var usual = Silo.Grains.GetGrain<IProbeGrain>("ada").StandAt("usual");
        var brief = Silo.Grains.GetGrain<IProbeGrain>("bob").StandAtBriefly("brief");
        await Silo.Witness.Noted("usual");
        await Silo.Witness.Noted("brief");

        await Silo.AdvanceUntilAsync(brief, Step, TimeSpan.FromMinutes(1));
        await Assert.ThrowsAsync<TimeoutException>(() => brief);
        Assert.False(usual.IsCompleted);

        await Silo.AdvanceUntilAsync(usual, Step, TimeSpan.FromMinutes(1));
        await Assert.ThrowsAsync<TimeoutException>(() => usual);

        Assert.Equal((0, 0), (Silo.Witness.Count("left usual"), Silo.Witness.Count("left brief")));
        Silo.Witness.Open("usual");
        Silo.Witness.Open("brief");
        await Silo.Witness.Noted("left usual");
        await Silo.Witness.Noted("left brief");
    }

    [Fact]
    public async Task Grains_that_wait_for_one_another_end_by_timeout()
    {
        var call = Silo.Grains.GetGrain<IProbeGrain>("ada").CallThrough("bob");

        await Silo.AdvanceUntilAsync(call, Step, TimeSpan.FromMinutes(1));

        await Assert.ThrowsAsync<TimeoutException>(() => call);
    }

    [Fact]
    public async Task Cancelling_reaches_the_callee_and_ends_the_wait()
    {
        using var source = new CancellationTokenSource();
        var call = Silo.Grains.GetGrain<IProbeGrain>("ada").WaitForCancel("waiting", source.Token);
        await Silo.Witness.Noted("waiting");

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await Silo.Witness.Noted("cancelled waiting");
    }

    [Fact]
    public async Task A_call_with_a_cancelled_token_is_not_made()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Silo.Grains.GetGrain<IProbeGrain>("ada").WaitForCancel("waiting", new CancellationToken(canceled: true)));

        Assert.Equal(0, Silo.Witness.Count("waiting"));
    }

    [Fact]
    public async Task A_one_way_call_ends_for_the_caller_at_once()
    {
        await Silo.Grains.GetGrain<IProbeGrain>("ada").Tell("gate");

        await Silo.Witness.Noted("gate");
        Assert.Equal(0, Silo.Witness.Count("left gate"));
        Silo.Witness.Open("gate");
        await Silo.Witness.Noted("left gate");
    }

    [Fact]
    public async Task The_request_context_travels_to_the_callee_and_not_back()
    {
        RequestContext.Set("word", "from the caller");

        var seen = await Silo.Grains.GetGrain<IProbeGrain>("ada").ReadContext("word");

        Assert.Equal(("from the caller", "from the caller"), (seen, RequestContext.Get("word")));
        RequestContext.Clear();
        Assert.Null(await Silo.Grains.GetGrain<IProbeGrain>("ada").ReadContext("word"));
    }

    [Fact]
    public async Task An_activation_that_fails_fails_its_calls()
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => Silo.Grains.GetGrain<IBrokenGrain>("ada").Ping());

        Assert.Equal("activation", Assert.IsType<ProbeException>(failure).Code);
    }
}
