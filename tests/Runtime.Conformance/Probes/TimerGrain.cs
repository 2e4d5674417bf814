using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace PuppetEngine.Tests.Runtime.Conformance.Probes;

/// <summary>See <see cref="ITimerGrain"/>.</summary>
[GrainType("timer")]
internal sealed class TimerGrain(
    IGrainContext context,
    Witness witness,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider clock) : ITimerGrain, IGrainBase
{
    private IGrainTimer? _timer;
    private string? _gate;
    private bool _fail;
    private bool _ticking;

    public IGrainContext GrainContext => context;

    private string Key => context.GrainId.Key.ToString()!;

    public Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token)
    {
        witness.Note("deactivated " + Key);
        return Task.CompletedTask;
    }

    public Task Start(TimeSpan dueTime, TimeSpan period, bool interleave, bool keepAlive)
    {
        var started = clock.GetUtcNow();
        _timer = this.RegisterGrainTimer(
            cancellationToken => Tick(started, cancellationToken),
            new GrainTimerCreationOptions(dueTime, period) { Interleave = interleave, KeepAlive = keepAlive });
        return Task.CompletedTask;
    }

    public Task TickAt(string gate)
    {
        _gate = gate;
        return Task.CompletedTask;
    }

    public Task TickAndFail()
    {
        _fail = true;
        return Task.CompletedTask;
    }

    public Task Change(TimeSpan dueTime, TimeSpan period)
    {
        _timer!.Change(dueTime, period);
        return Task.CompletedTask;
    }

    public Task Stop()
    {
        _timer!.Dispose();
        return Task.CompletedTask;
    }

    public Task Remind(string name) => this.RegisterOrUpdateReminder(name, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));

    public Task Ping() => Task.CompletedTask;

    public Task Peek() => Task.CompletedTask;

    private async Task Tick(DateTimeOffset started, CancellationToken cancellationToken)
    {
        if (_ticking)
        {
            witness.Note("overlap " + Key);
        }

        _ticking = true;
        await using var registration = cancellationToken.Register(() => witness.Note("cancelled " + Key));
        witness.Note($"{Key} at {(clock.GetUtcNow() - started).TotalSeconds}");
        witness.Note(Key);
        if (_gate is not null)
        {
            await witness.StandAt(_gate);
        }

        _ticking = false;
        if (_fail)
        {
            throw new InvalidOperationException("The tick failed.");
        }
    }
}
