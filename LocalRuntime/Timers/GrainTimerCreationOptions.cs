using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>How a grain timer ticks.</summary>
public readonly struct GrainTimerCreationOptions
{
    /// <summary>Options to be set by initializers.</summary>
    public GrainTimerCreationOptions()
    {
    }

    /// <summary>A timer with this due time and period.</summary>
    [SetsRequiredMembers]
    public GrainTimerCreationOptions(TimeSpan dueTime, TimeSpan period)
    {
        DueTime = dueTime;
        Period = period;
    }

    /// <summary>Time until the first tick; zero is now, <see cref="Timeout.InfiniteTimeSpan"/> does not start.</summary>
    public required TimeSpan DueTime { get; init; }

    /// <summary>Time from the end of a tick to the next; <see cref="Timeout.InfiniteTimeSpan"/> does not repeat.</summary>
    public required TimeSpan Period { get; init; }

    /// <summary>Whether a tick may run while calls wait. Default: false, a tick is a call like others.</summary>
    public bool Interleave { get; init; }

    /// <summary>Whether ticks keep the activation from being collected as idle. Default: false.</summary>
    public bool KeepAlive { get; init; }
}
