using Microsoft.Extensions.DependencyInjection;
using Orleans;
using PuppetEngine.LocalRuntime.Calls;
using PuppetEngine.LocalRuntime.Storage;
using PuppetEngine.LocalRuntime.Timers;

namespace PuppetEngine.LocalRuntime.Grains;

/// <summary>How an activation begins and ends, and what ends with it.</summary>
internal sealed partial class Activation
{
    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        GrainTimer? timers;
        var now = false;
        lock (Gate)
        {
            if (_phase >= Phase.Deactivating || _extras is { Reason: not null })
            {
                return;
            }

            Rare.Reason = deactivationReason;
            if (_phase is Phase.Created)
            {
                _phase = Phase.Ended;
            }
            else if (_phase is Phase.Active)
            {
                _phase = Phase.Deactivating;
                now = _calls.Running == 0;
            }

            (timers, _timers) = (_timers, null);
        }

        if (timers is not null)
        {
            // In a turn: their tokens' callbacks are the grain's code.
            _scheduler.Queue(() => Dispose(timers));
        }

        if (now)
        {
            _scheduler.Queue(End);
        }
    }

    /// <summary>Ends it if nobody used it since; true when it ends.</summary>
    internal bool TryCollect(long lastUse)
    {
        if (LastUsed > lastUse || !IsInactive)
        {
            return false;
        }

        Deactivate(new DeactivationReason(DeactivationReasonCode.ActivationIdle, "Nobody called for the collection age."));
        return true;
    }

    internal void Add(GrainTimer timer)
    {
        lock (Gate)
        {
            if (_phase is Phase.Active or Phase.Activating && _extras is not { Reason: not null })
            {
                (timer.Next, _timers) = (_timers, timer);
                return;
            }
        }

        timer.Dispose();
    }

    internal void Remove(GrainTimer timer)
    {
        lock (Gate)
        {
            if (_timers == timer)
            {
                _timers = timer.Next;
                return;
            }

            for (var before = _timers; before is not null; before = before.Next)
            {
                if (before.Next == timer)
                {
                    before.Next = timer.Next;
                    return;
                }
            }
        }
    }

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

        lock (Gate)
        {
            if (_extras is not { Reason: not null })
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
                await grain.OnDeactivateAsync((_extras?.Reason).GetValueOrDefault(), patience.Token);
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
        GrainTimer? timers;
        lock (Gate)
        {
            _phase = Phase.Deactivating;
            (timers, _timers) = (_timers, null);
        }

        await Dispose(timers);
        try
        {
            await GrainClass.Dispose(GrainInstance);
            if (_extras?.Scope is { } scope)
            {
                await scope.DisposeAsync();
            }
        }
        catch (Exception e)
        {
            Silo.Log.DeactivationFailed(GrainId, e);
        }

        List<Call> waiting;
        lock (Gate)
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

        lock (Gate)
        {
            _extras?.Deactivated?.TrySetResult();
        }
    }

    private Task Dispose(GrainTimer? timers)
    {
        for (var timer = timers; timer is not null; timer = timer.Next)
        {
            try
            {
                timer.Dispose();
            }
            catch (AggregateException e)
            {
                Silo.Log.CancellationFailed(GrainId, e);
            }
        }

        return Task.CompletedTask;
    }
}
