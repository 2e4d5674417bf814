using Orleans;

namespace PuppetEngine.Grains.Abstractions.Access;

/// <summary>The door to the kill switch's durable row, which every acting worker reads. Stateless worker, key <c>kill-switch</c>.</summary>
[Alias("PuppetEngine.Access.IKillSwitchGrain")]
public interface IKillSwitchGrain : IGrainWithStringKey
{
    /// <summary>The row as it is stored.</summary>
    [Alias("Get")]
    Task<KillSwitchState> Get();

    /// <summary>
    /// Sets or clears one target: <c>all</c>, <c>tag:NAME</c> or <c>agent:ID</c>. Durable when it returns; nothing is sent again
    /// for that target after that.
    /// </summary>
    /// <exception cref="ArgumentException">The target has none of these forms.</exception>
    [Alias("Set")]
    Task<KillSwitchState> Set(string target, bool stopped, string reason);
}
