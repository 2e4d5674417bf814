using Orleans;
using Orleans.Concurrency;

namespace PuppetEngine.Tests.Runtime.Conformance.Probes;

/// <summary>A grain to try the rules of turns and calls on. Key: any text.</summary>
[Alias("PuppetEngine.Tests.IProbeGrain")]
public interface IProbeGrain : IGrainWithStringKey
{
    /// <summary>The activation's id.</summary>
    [Alias("WhoAmI")]
    Task<string> WhoAmI();

    /// <summary>Counts up across an await; two turns at once would lose one.</summary>
    [Alias("CountSlowly")]
    Task<int> CountSlowly();

    /// <summary>Stands at a gate.</summary>
    [Alias("StandAt")]
    Task StandAt(string gate);

    /// <summary>Stands at a gate, but the caller waits one second at most.</summary>
    [Alias("StandAtBriefly"), ResponseTimeout("00:00:01")]
    Task StandAtBriefly(string gate);

    /// <summary>Answers while other calls wait.</summary>
    [Alias("Peek"), AlwaysInterleave]
    Task<string> Peek();

    /// <summary>Stands at a gate beside other readers.</summary>
    [Alias("ReadAt"), ReadOnly]
    Task ReadAt(string gate);

    /// <summary>Calls another grain, which calls this one back.</summary>
    [Alias("CallThrough")]
    Task<string> CallThrough(string other);

    /// <summary>Stands at a gate that opens when the caller cancels; says how it ended.</summary>
    [Alias("WaitForCancel")]
    Task<string> WaitForCancel(string note, CancellationToken cancellationToken);

    /// <summary>Throws.</summary>
    [Alias("Fail")]
    Task Fail(string code);

    /// <summary>Throws before its first await.</summary>
    [Alias("FailAtOnce")]
    Task FailAtOnce();

    /// <summary>Tells nobody how it ended.</summary>
    [Alias("Tell"), OneWay]
    Task Tell(string gate);

    /// <summary>Ends this activation after the call.</summary>
    [Alias("EndActivation")]
    Task EndActivation();

    /// <summary>A word of the caller's request context, and one set here for calls from here.</summary>
    [Alias("ReadContext")]
    Task<string?> ReadContext(string key);
}

/// <summary>The same, all calls interleaving. Key: any text.</summary>
[Alias("PuppetEngine.Tests.IReentrantProbeGrain")]
public interface IReentrantProbeGrain : IGrainWithStringKey
{
    /// <summary>Stands at a gate.</summary>
    [Alias("StandAt")]
    Task StandAt(string gate);
}

/// <summary>A grain that cannot be activated. Key: any text.</summary>
[Alias("PuppetEngine.Tests.IBrokenGrain")]
public interface IBrokenGrain : IGrainWithStringKey
{
    /// <summary>Never runs.</summary>
    [Alias("Ping")]
    Task Ping();
}

/// <summary>Something that a caller may distinguish by its code.</summary>
[GenerateSerializer, Alias("PuppetEngine.Tests.ProbeException")]
public sealed class ProbeException : Exception
{
    /// <summary>An exception with a code.</summary>
    public ProbeException(string code)
        : base($"The probe failed with {code}.") => Code = code;

    /// <summary>The code.</summary>
    [Id(0)] public string Code { get; private set; }
}
