using Orleans.Runtime;

namespace Orleans.Timers;

/// <summary>Makes grain timers; for injection into grains. To be called on the grain's own scheduler.</summary>
public interface ITimerRegistry
{
    /// <summary>Starts a timer of this activation.</summary>
    IGrainTimer RegisterGrainTimer<TState>(IGrainContext grainContext, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options);
}
