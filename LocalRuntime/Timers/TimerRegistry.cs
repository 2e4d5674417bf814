using Orleans.Runtime;
using Orleans.Timers;
using PuppetEngine.LocalRuntime.Grains;
using PuppetEngine.LocalRuntime.Scheduling;

namespace PuppetEngine.LocalRuntime.Timers;

/// <summary>Makes the timers of a silo's activations.</summary>
internal sealed class TimerRegistry : ITimerRegistry
{
    public IGrainTimer RegisterGrainTimer<TState>(IGrainContext grainContext, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(callback);
        if (grainContext is not Activation activation || TurnScheduler.Running != activation)
        {
            throw new InvalidOperationException("A timer must be made within the grain it belongs to: in OnActivateAsync, or in a call.");
        }

        var timer = new GrainTimer<TState>(activation, callback, state, options);
        activation.Add(timer);
        timer.Change(options.DueTime, options.Period);
        return timer;
    }
}
