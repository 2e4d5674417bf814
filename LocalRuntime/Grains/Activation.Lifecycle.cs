using Microsoft.Extensions.DependencyInjection;
using Orleans;
using PuppetEngine.LocalRuntime.Calls;
using PuppetEngine.LocalRuntime.Storage;
using PuppetEngine.LocalRuntime.Timers;

namespace PuppetEngine.LocalRuntime.Grains;

/// <summary>How an activation begins and ends. All of it runs in turns of the activation.</summary>
internal sealed partial class Activation
{
    private async Task Activate()
    {
        try
        {
            var states = new List<IPersistentRecord>();
            GrainInstance = Class.Create(this, states);
            foreach (var state in states)
            {
                await state.Load();
            }

            if (GrainInstance is IGrainBase grain)
            {
                await grain.OnActivateAsync(CancellationToken.None);
            }
        }
        catch (Exception e)
        {
            // Not swallowed: every caller that waits gets it.
            Silo.Log.ActivationFailed(GrainId, e);
            await Close(e);
            return;
        }

        lock (_gate)
        {
            if (_reason is null)
            {
                _phase = Phase.Active;
                LastUsed = Silo.Collector.Now;
                StartWaiting();
            }
            else
            {
                _phase = Phase.Deactivating;
                _scheduler.Queue(End);
            }
        }

        Silo.Collector.Add(this);
    }

    private async Task End()
    {
        try
        {
            if (GrainInstance is IGrainBase grain)
            {
                using var patience = new CancellationTokenSource(Silo.Options.DeactivationTimeout, Silo.Clocks.Collection);
                await grain.OnDeactivateAsync(_reason.GetValueOrDefault(), patience.Token);
            }
        }
        catch (Exception e)
        {
            Silo.Log.DeactivationFailed(GrainId, e);
        }

        await Close(null);
    }

    /// <summary>Leaves the catalog, then lets the waiting calls fail or go to the next activation.</summary>
    private async Task Close(Exception? failure)
    {
        List<GrainTimer>? timers;
        lock (_gate)
        {
            _phase = Phase.Deactivating;
            (timers, _timers) = (_timers, null);
        }

        timers?.ForEach(t => t.Dispose());
        try
        {
            await GrainClass.Dispose(GrainInstance);
            if (_scope is { } scope)
            {
                await scope.DisposeAsync();
            }
        }
        catch (Exception e)
        {
            Silo.Log.DeactivationFailed(GrainId, e);
        }

        List<Call> waiting;
        lock (_gate)
        {
            _phase = Phase.Ended;
            waiting = _calls.TakeWaiting();
        }

        _owner.Ended(this);
        foreach (var call in waiting)
        {
            if (failure is not null)
            {
                call.Answer(failure);
            }
            else if (call.CanBeForwarded && !call.IsAbandoned)
            {
                Silo.Catalog.Deliver(GrainId, call);
            }
        }

        lock (_gate)
        {
            _deactivated?.TrySetResult();
        }
    }
}
