using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using PuppetEngine.LocalRuntime.Calls;
using PuppetEngine.LocalRuntime.Scheduling;
using PuppetEngine.LocalRuntime.Timers;

namespace PuppetEngine.LocalRuntime.Grains;

/// <summary>
/// One activation of a grain: made by its first call, it decides which calls may run now and which wait, and ends when it is told to,
/// is idle for long, or has met a conflict in storage.
/// </summary>
internal sealed partial class Activation : IGrainContext
{
    private readonly IdSpan _key;
    private readonly IActivationOwner _owner;
    private readonly TurnScheduler _scheduler;
    private Phase _phase;
    private CallAdmission _calls;
    private GrainTimer? _timers;
    private Extras? _extras;

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
        _key = grainId.Key;
        _owner = owner;
        _scheduler = new TurnScheduler(this);
        _calls = new CallAdmission(grainClass.IsReentrant);
        LastUsed = silo.Collector.Now;
    }

    public GrainId GrainId => new(Class.GrainType, _key);

    public ActivationId ActivationId
    {
        get
        {
            lock (Gate)
            {
                return Rare.Id ??= ActivationId.NewId();
            }
        }
    }

    public object? GrainInstance { get; private set; }

    public GrainReference GrainReference => new(Silo, GrainId);

    public IServiceProvider ActivationServices
    {
        get
        {
            lock (Gate)
            {
                return (Rare.Scope ??= Silo.Services.CreateAsyncScope()).ServiceProvider;
            }
        }
    }

    public Task Deactivated
    {
        get
        {
            lock (Gate)
            {
                if (_phase == Phase.Ended)
                {
                    return Task.CompletedTask;
                }

                Rare.Deactivated ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                return Rare.Deactivated.Task;
            }
        }
    }

    /// <summary>Guards the activation with its scheduler and its timers: one for all of them, because there are many activations.</summary>
    internal Lock Gate { get; } = new();

    internal LocalSilo Silo { get; }

    internal GrainClass Class { get; }

    /// <summary>When it was last used, on the collector's clock.</summary>
    internal long LastUsed { get; private set; }

    /// <summary>Runs nothing, and nothing waits.</summary>
    internal bool IsInactive
    {
        get
        {
            lock (Gate)
            {
                return _phase == Phase.Active && _calls.Load == 0;
            }
        }
    }

    /// <summary>It has ended.</summary>
    internal bool IsEnded
    {
        get
        {
            lock (Gate)
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
            lock (Gate)
            {
                return _calls.Load;
            }
        }
    }

    private Extras Rare => _extras ??= new Extras();

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    public override string ToString() => $"{GrainId}{ActivationId}";

    /// <summary>Takes a call, to run it now or later; false when the activation has ended, and the call belongs to the next one.</summary>
    internal bool TryReceive(Call call)
    {
        var (isFirst, isIdle) = (false, false);
        lock (Gate)
        {
            if (_phase == Phase.Ended)
            {
                return false;
            }

            if (_phase == Phase.Active && _calls.TryStart(call))
            {
                isIdle = _scheduler.Add(call);
            }
            else if (_phase == Phase.Deactivating && !call.CanBeForwarded)
            {
                return true;
            }
            else
            {
                _calls.Wait(call);
                if (_phase == Phase.Created)
                {
                    _phase = Phase.Activating;
                    isFirst = true;
                }
            }
        }

        if (isIdle)
        {
            _scheduler.Schedule();
        }
        else if (isFirst)
        {
            _scheduler.Queue(Activate);
        }

        return true;
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

        if (failure is not null && call is GrainCall { Method: { OneWay: true } method })
        {
            Silo.Log.OneWayFailed(method.Name, GrainId, failure);
        }

        call.Answer(failure);
        Finish(call);
    }

    /// <summary>Cancels a call's token in a turn of the grain, whose callbacks see its state.</summary>
    internal void Cancel(CancellationTokenSource source) => _scheduler.Queue(() =>
    {
        try
        {
            source.Cancel();
        }
        catch (AggregateException e)
        {
            Silo.Log.CancellationFailed(GrainId, e);
        }

        return Task.CompletedTask;
    });

    private void Finish(Call call)
    {
        lock (Gate)
        {
            _calls.End(call);
            if (call.KeepsAlive)
            {
                LastUsed = Silo.Collector.Now;
            }

            if (_phase == Phase.Active)
            {
                StartWaiting();
            }
            else if (_phase == Phase.Deactivating && _calls.Running == 0)
            {
                _scheduler.Queue(End);
            }
        }
    }

    private void StartWaiting()
    {
        while (_calls.StartNext() is { } call)
        {
            _scheduler.Queue(call);
        }
    }

    /// <summary>What few activations have, and those that end.</summary>
    private sealed class Extras
    {
        internal ActivationId? Id { get; set; }

        internal AsyncServiceScope? Scope { get; set; }

        internal DeactivationReason? Reason { get; set; }

        internal TaskCompletionSource? Deactivated { get; set; }
    }
}
