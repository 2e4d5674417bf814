using PuppetEngine.Grains.Abstractions.Memory;

namespace PuppetEngine.Engine.Memory;

/// <summary>The memory table: one row per item.</summary>
public interface IMemoryStore
{
    /// <summary>Adds items, durably when it returns; one whose id is there already is left as it is.</summary>
    Task AppendAsync(string agentId, IReadOnlyList<MemoryItem> items, CancellationToken cancellationToken);

    /// <summary>Items of a kind (or all), newest first, below a cursor.</summary>
    Task<MemoryPage> ListAsync(string agentId, string? kind, string? cursor, int limit, CancellationToken cancellationToken);

    /// <summary>Candidates for a text by lexical match, at most <paramref name="limit"/>, best first; ranking is the caller's.</summary>
    Task<List<MemoryMatch>> SearchAsync(string agentId, string text, string? kind, int limit, CancellationToken cancellationToken);

    /// <summary>Removes one item; false when there is none.</summary>
    Task<bool> DeleteAsync(string agentId, string id, CancellationToken cancellationToken);
}
