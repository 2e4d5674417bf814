namespace PuppetEngine.Engine.Agents;

/// <summary>Which agents of the catalog are due first, for a host that has just started.</summary>
public interface IDueAgents
{
    /// <summary>
    /// The ids of active agents whose next due time is not after an instant, the earliest first. Reads the whole table once: it is meant for
    /// a start, not for a loop.
    /// </summary>
    /// <param name="until">The latest due time that counts.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<List<string>> ListDueAsync(DateTimeOffset until, int limit, CancellationToken cancellationToken);
}
