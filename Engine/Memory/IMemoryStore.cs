using PuppetEngine.Grains.Abstractions.Memory;

namespace PuppetEngine.Engine.Memory;

/// <summary>The memory table: one row per memory. The rows are the truth; all else is derived from them.</summary>
public interface IMemoryStore
{
    /// <summary>
    /// Adds memories, durably when it returns; one whose id is there already is left as it is, and one that was forgotten does not come back.
    /// </summary>
    /// <param name="agentId">Whose.</param>
    /// <param name="items">The memories.</param>
    /// <param name="revive">Whether forgotten ones do come back: an operator brings them.</param>
    /// <param name="cancellationToken">Gives up before the write.</param>
    /// <returns>The new rows, in the order of their numbers.</returns>
    Task<List<MemoryRow>> AppendAsync(string agentId, IReadOnlyList<MemoryItem> items, bool revive, CancellationToken cancellationToken);

    /// <summary>Memories by kind and time, newest first, below a cursor. The query's text is not looked at.</summary>
    Task<MemoryPage> ListAsync(string agentId, MemoryQuery query, CancellationToken cancellationToken);

    /// <summary>The rows of these numbers that are there.</summary>
    Task<List<MemoryRow>> ReadAsync(string agentId, IReadOnlyList<long> numbers, CancellationToken cancellationToken);

    /// <summary>The rows of these ids that are there.</summary>
    Task<List<MemoryRow>> FindAsync(string agentId, IReadOnlyList<string> ids, CancellationToken cancellationToken);

    /// <summary>
    /// Removes what a selection takes, with all that was derived from it, and keeps id, kind and reason. At most 1,000 at once: asked again
    /// until it returns none.
    /// </summary>
    /// <returns>The numbers of the rows that are gone.</returns>
    Task<List<long>> ForgetAsync(string agentId, MemorySelection selection, DateTimeOffset now, CancellationToken cancellationToken);
}
