using Orleans;
using Orleans.Concurrency;

namespace PuppetEngine.Tests.Runtime.Conformance.Probes;

/// <summary>A grain with one timer. Every tick is a note of the key. Key: any text.</summary>
[Alias("PuppetEngine.Tests.ITimerGrain")]
public interface ITimerGrain : IGrainWithStringKey
{
    /// <summary>Starts the timer.</summary>
    [Alias("Start")]
    Task Start(TimeSpan dueTime, TimeSpan period, bool interleave, bool keepAlive);

    /// <summary>Each tick stands at this gate.</summary>
    [Alias("TickAt")]
    Task TickAt(string gate);

    /// <summary>Each tick throws.</summary>
    [Alias("TickAndFail")]
    Task TickAndFail();

    /// <summary>Changes due time and period.</summary>
    [Alias("Change")]
    Task Change(TimeSpan dueTime, TimeSpan period);

    /// <summary>Ends the timer.</summary>
    [Alias("Stop")]
    Task Stop();

    /// <summary>Registers a reminder, for which the grain has no door.</summary>
    [Alias("Remind")]
    Task Remind(string name);

    /// <summary>Answers when its turn comes.</summary>
    [Alias("Ping")]
    Task Ping();

    /// <summary>Answers while others wait.</summary>
    [Alias("Peek"), AlwaysInterleave]
    Task Peek();
}
