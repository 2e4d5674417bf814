using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Reminders;
using Orleans.Runtime;
using PuppetEngine.LocalRuntime.Calls;
using PuppetEngine.LocalRuntime.Reminders;
using PuppetEngine.LocalRuntime.Scheduling;
using PuppetEngine.LocalRuntime.Storage;
using PuppetEngine.LocalRuntime.Timers;

namespace PuppetEngine.LocalRuntime.Grains;

/// <summary>The host of the grains of one process. It keeps no static state: a second one beside it, or after it, is a silo of its own.</summary>
internal sealed class LocalSilo : IHostedService, ILocalSilo, IDisposable
{
    private readonly CallTimeouts _timeouts;
    private ReminderClockwork? _clockwork;
    private volatile SiloUnavailableException? _unavailable;
    private volatile bool _killed;

    internal LocalSilo(IServiceProvider services, ServiceLifetimes lifetimes)
    {
        Services = services;
        Options = services.GetRequiredService<IOptions<GrainCollectionOptions>>().Value;
        Log = new SiloLog(services.GetRequiredService<ILogger<LocalSilo>>());
        Clocks = new SiloClocks(services);
        Classes = new GrainClasses(lifetimes);
        Factory = new GrainFactory(this, Classes);
        Catalog = new Catalog(this, Classes);
        Collector = new Collector(Clocks.Collection, Options.CollectionAge, Options.CollectionQuantum);
        Reminders = new ReminderRegistry(this, services.GetRequiredService<IOptions<ReminderOptions>>().Value, Clocks.Reminders);
        _timeouts = new CallTimeouts(Clocks.Messaging, services.GetRequiredService<IOptions<SiloMessagingOptions>>().Value.ResponseTimeout);
        Calls = new CallSender(this, _timeouts);
    }

    internal IServiceProvider Services { get; }

    internal GrainCollectionOptions Options { get; }

    internal SiloClocks Clocks { get; }

    internal SiloLog Log { get; }

    internal SiloActivity Activity { get; } = new();

    internal GrainClasses Classes { get; }

    internal GrainFactory Factory { get; }

    internal Catalog Catalog { get; }

    internal Collector Collector { get; }

    internal TimerRegistry Timers { get; } = new();

    internal ReminderRegistry Reminders { get; }

    internal CallSender Calls { get; }

    internal bool IsKilled => _killed;

    /// <summary>Why no call can be taken; null when calls can.</summary>
    internal SiloUnavailableException? Unavailable => _unavailable;

    public int Activations => Catalog.Count;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (Services.GetService<IReminderRows>() is { } rows)
        {
            var options = Services.GetRequiredService<IOptions<ReminderOptions>>().Value;
            _clockwork = new ReminderClockwork(this, rows, options, Clocks.Reminders);
            Reminders.Start(rows, _clockwork);
        }

        Log.Started(Classes.Count);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_killed)
        {
            return;
        }

        _clockwork?.Dispose();
        var reason = new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The host stops.");
        // Grains that say goodbye may wake others; those are ended in their turn, but not for ever.
        for (var round = 0; round < 3 && Catalog.Activations.ToList() is { Count: > 0 } ending; round++)
        {
            ending.ForEach(a => a.Deactivate(reason));
            try
            {
                await Task.WhenAll(ending.Select(a => a.Deactivated)).WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                Log.Dropped(ending.Count(a => !a.IsEnded));
                break;
            }
        }

        Close("The silo has stopped.");
        if (Services.GetService<OrleansDatabase>() is { } database)
        {
            await database.DisposeAsync().ConfigureAwait(false);
        }
    }

    public void Kill()
    {
        _killed = true;
        _clockwork?.Dispose();
        Services.GetService<OrleansDatabase>()?.Kill();
        Close("The silo was killed.");
    }

    public Task WhenIdle() => Activity.WhenIdle();

    public void Dispose()
    {
        _clockwork?.Dispose();
        Close("The silo has stopped.");
        Collector.Dispose();
        _timeouts.Dispose();
    }

    internal void ThrowIfKilled()
    {
        if (_killed)
        {
            throw new SiloUnavailableException("The silo was killed; it stores nothing more.");
        }
    }

    private void Close(string why)
    {
        _unavailable ??= new SiloUnavailableException(why);
        _timeouts.FailAll(call => new SiloUnavailableException($"{why} Whether {call.Method.Name} of {call.Target} had its effect is not known."));
    }
}
