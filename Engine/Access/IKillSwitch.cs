using PuppetEngine.Grains.Abstractions.Access;

namespace PuppetEngine.Engine.Access;

/// <summary>The kill switch's durable row. Whoever acts outside reads it directly before acting, and does not act when it cannot.</summary>
public interface IKillSwitch
{
    /// <summary>The row, at most one second old.</summary>
    /// <exception cref="IOException">It cannot be read: treat as stopped.</exception>
    ValueTask<KillSwitchState> ReadAsync(CancellationToken cancellationToken);

    /// <summary>The row as storage has it now, never an earlier reading: whoever signs or moves money reads this.</summary>
    /// <exception cref="IOException">It cannot be read: treat as stopped.</exception>
    ValueTask<KillSwitchState> ReadStoredAsync(CancellationToken cancellationToken);

    /// <summary>Sets or clears one target (<c>all</c>, <c>tag:NAME</c>, <c>agent:ID</c>), durably when it returns.</summary>
    /// <exception cref="ArgumentException">The target has none of these forms.</exception>
    Task<KillSwitchState> SetAsync(string target, bool stopped, string reason, CancellationToken cancellationToken);
}
