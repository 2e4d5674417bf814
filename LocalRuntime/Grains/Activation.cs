using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using PuppetEngine.LocalRuntime.Calls;
using PuppetEngine.LocalRuntime.Scheduling;
using PuppetEngine.LocalRuntime.Storage;
using PuppetEngine.LocalRuntime.Timers;

namespace PuppetEngine.LocalRuntime.Grains;

/// <summary>
/// One activation of a grain: made by its first call, it decides which calls may run now and which wait, and ends when it is told to,
/// is idle for long, or has met a conflict in storage.
/// </summary>
internal sealed class Activation : IGrainContext
{
    private readonly Lock _gate = new();
    private readonly IActivationOwner _owner;
    private readonly TurnScheduler _scheduler;
    private Phase _phase;
    private List<Call>? _waiting;
    private int _running;
    private int _blocking;
    private bool _blockingAreReadOnly;
    private DeactivationReason _reason;
    private List<GrainTimer>? _timers;
    private AsyncServiceScope? _scope;
    private TaskCompletionSource? _deactivated;

    private enum Phase
    {
        Created,
        Activating,
        Active,
        Deactivating,
        Ended,
    }

    internal Activation(LocalSilo silo, GrainClass grainClass, GrainId grainId, IActivationOwner owner)
    {
        Silo = silo;
        Class = grainClass;
        GrainId = grainId;
        _owner = owner;
        _scheduler = new TurnScheduler(this, silo.Activity);
        ActivationId = ActivationId.NewId();
        LastUsed = silo.Collector.Now;
    }

    public GrainId GrainId { get; }

    public ActivationId ActivationId { get; }

    public object? GrainInstance { get; private set; }

    public GrainReference GrainReference => new(Silo, GrainId);

    public IServiceProvider ActivationServices
    {
        get
        {
            lock (_gate)
            {
                return (_scope ??= Silo.Services.CreateAsyncScope()).ServiceProvider;
            }
        }
    }

    public Task Deactivated
    {
        get
        {
            lock (_gate)
            {
                if (_phase == Phase.Ended)
                {
                    return Task.CompletedTask;
                }

                _deactivated ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                return _deactivated.Task;
            }
        }
    }

    internal LocalSilo Silo { get; }

    internal GrainClass Class { get; }

    /// <summary>When it was last used, on the collector's clock.</summary>
    internal long LastUsed { get; private set; }

    /// <summary>Runs nothing, and nothing waits.</summary>
    internal bool IsInactive
    {
        get
        {
            lock (_gate)
            {
                return _phase == Phase.Active && _running == 0 && _waiting is null or { Count: 0 };
            }
        }
    }

    /// <summary>It has ended.</summary>
    internal bool IsEnded
    {
        get
        {
            lock (_gate)
            {
                return _phase == Phase.Ended;
            }
        }
    }

    /// <summary>Calls that run or wait.</summary>
    internal int Load
    {
        get
        {
            lock (_gate)
            {
                return _running + (_waiting?.Count ?? 0);
            }
        }
    }

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    public override string ToString() => $"{GrainId}{ActivationId}";

    /// <summary>Takes a call, to run it now or later; false when the activation has ended, and the call belongs to the next one.</summary>
    internal bool TryReceive(Call call)
    {
        var isFirst = false;
        lock (_gate)
        {
            if (_phase == Phase.Ended)
            {
                return false;
            }

            if (_phase == Phase.Active && MayStart(call))
            {
                Start(call);
                return true;
            }

            if (_phase == Phase.Deactivating && !call.CanBeForwarded)
            {
                return true;
            }

            (_waiting ??= []).Add(call);
            if (_phase == Phase.Created)
            {
                _phase = Phase.Activating;
                isFirst = true;
            }
        }

        if (isFirst)
        {
            _scheduler.Queue(Activate);
        }

        return true;
    }

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        List<GrainTimer>? timers;
        var now = false;
        lock (_gate)
        {
            if (_phase >= Phase.Deactivating || _reason != default)
            {
                return;
            }

            _reason = deactivationReason;
            if (_phase is Phase.Created)
            {
                _phase = Phase.Ended;
            }
            else if (_phase is Phase.Active)
            {
                _phase = Phase.Deactivating;
                now = _running == 0;
            }

            (timers, _timers) = (_timers, null);
        }

        timers?.ForEach(t => t.Dispose());
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
        lock (_gate)
        {
            if (_phase is Phase.Active or Phase.Activating && _reason == default)
            {
                (_timers ??= []).Add(timer);
                return;
            }
        }

        timer.Dispose();
    }

    internal void Remove(GrainTimer timer)
    {
        lock (_gate)
        {
            _timers?.Remove(timer);
        }
    }

    /// <summary>Runs a started call to its end. On the scheduler.</summary>
    internal async Task Run(Call call)
    {
        RequestContext.Clear();
        Exception? failure = null;
        try
        {
            await call.Run(GrainInstance!);
        }
        catch (Exception e)
        {
            // Not swallowed: the caller gets it, a timer logs it.
            failure = e;
            if (e is InconsistentStateException { IsSourceActivation: true } conflict)
            {
                conflict.IsSourceActivation = false;
                Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationError, e, "Its stored state was changed by somebody else."));
            }
        }

        call.Answer(failure);
        Finish(call);
    }

    private bool MayStart(Call call) =>
        _blocking == 0 || call.Interleaves || Class.IsReentrant || (call.IsReadOnly && _blockingAreReadOnly);

    private void Start(Call call)
    {
        _running++;
        if (Blocks(call))
        {
            _blocking++;
            _blockingAreReadOnly = call.IsReadOnly;
        }

        _scheduler.Queue(call);
    }

    private bool Blocks(Call call) => !call.Interleaves && !Class.IsReentrant;

    private void Finish(Call call)
    {
        lock (_gate)
        {
            _running--;
            if (Blocks(call))
            {
                _blocking--;
            }

            if (call.KeepsAlive)
            {
                LastUsed = Silo.Collector.Now;
            }

            if (_phase == Phase.Active)
            {
                StartWaiting();
            }
            else if (_phase == Phase.Deactivating && _running == 0)
            {
                _scheduler.Queue(End);
            }
        }
    }

    private void StartWaiting()
    {
        for (var i = 0; i < _waiting?.Count;)
        {
            var call = _waiting[i];
            if (call.IsAbandoned)
            {
                _waiting.RemoveAt(i);
            }
            else if (MayStart(call))
            {
                _waiting.RemoveAt(i);
                Start(call);
            }
            else
            {
                i++;
            }
        }

        if (_waiting is { Count: 0 })
        {
            _waiting = null;
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

        lock (_gate)
        {
            if (_reason == default)
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
                await grain.OnDeactivateAsync(_reason, patience.Token);
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

        List<Call>? waiting;
        lock (_gate)
        {
            _phase = Phase.Ended;
            (waiting, _waiting) = (_waiting, null);
        }

        _owner.Ended(this);
        foreach (var call in waiting ?? [])
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
