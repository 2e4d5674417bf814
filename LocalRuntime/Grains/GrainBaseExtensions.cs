using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Timers;
using PuppetEngine.LocalRuntime.Grains;

namespace Orleans;

/// <summary>What a grain class can ask of its own activation.</summary>
public static class GrainBaseExtensions
{
    /// <summary>Ends this activation when the running calls have ended; calls that wait go to the next one. Returns at once.</summary>
    public static void DeactivateOnIdle(this IGrainBase grain)
    {
        ArgumentNullException.ThrowIfNull(grain);
        grain.GrainContext.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "The grain asked for its deactivation."));
    }

    /// <summary>Starts a timer of this activation.</summary>
    public static IGrainTimer RegisterGrainTimer<TState>(this IGrainBase grain, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Timers(grain).RegisterGrainTimer(grain.GrainContext, callback, state, options);
    }

    /// <summary>Starts a timer of this activation.</summary>
    public static IGrainTimer RegisterGrainTimer<TState>(this IGrainBase grain, Func<TState, CancellationToken, Task> callback, TState state, TimeSpan dueTime, TimeSpan period) =>
        grain.RegisterGrainTimer(callback, state, new GrainTimerCreationOptions(dueTime, period));

    /// <summary>Starts a timer of this activation.</summary>
    public static IGrainTimer RegisterGrainTimer<TState>(this IGrainBase grain, Func<TState, Task> callback, TState state, GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Timers(grain).RegisterGrainTimer(grain.GrainContext, (s, _) => callback(s), state, options);
    }

    /// <summary>Starts a timer of this activation.</summary>
    public static IGrainTimer RegisterGrainTimer<TState>(this IGrainBase grain, Func<TState, Task> callback, TState state, TimeSpan dueTime, TimeSpan period) =>
        grain.RegisterGrainTimer(callback, state, new GrainTimerCreationOptions(dueTime, period));

    /// <summary>Starts a timer of this activation.</summary>
    public static IGrainTimer RegisterGrainTimer(this IGrainBase grain, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Timers(grain).RegisterGrainTimer(grain.GrainContext, static (f, token) => f(token), callback, options);
    }

    /// <summary>Starts a timer of this activation.</summary>
    public static IGrainTimer RegisterGrainTimer(this IGrainBase grain, Func<CancellationToken, Task> callback, TimeSpan dueTime, TimeSpan period) =>
        grain.RegisterGrainTimer(callback, new GrainTimerCreationOptions(dueTime, period));

    /// <summary>Starts a timer of this activation.</summary>
    public static IGrainTimer RegisterGrainTimer(this IGrainBase grain, Func<Task> callback, GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Timers(grain).RegisterGrainTimer(grain.GrainContext, static (f, _) => f(), callback, options);
    }

    /// <summary>Starts a timer of this activation.</summary>
    public static IGrainTimer RegisterGrainTimer(this IGrainBase grain, Func<Task> callback, TimeSpan dueTime, TimeSpan period) =>
        grain.RegisterGrainTimer(callback, new GrainTimerCreationOptions(dueTime, period));

    // The services of an activation are a scope, made when first asked for; a timer is no reason to make one.
    private static ITimerRegistry Timers(IGrainBase grain)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return grain.GrainContext is Activation activation ? activation.Silo.Timers : grain.GrainContext.ActivationServices.GetRequiredService<ITimerRegistry>();
    }
}
