using PuppetEngine.Engine.Memory.Index;
using PuppetEngine.Grains.Abstractions.Memory;

namespace PuppetEngine.Engine.Memory;

/// <summary>Brings along what the memories that were found are associated with, one step far.</summary>
internal sealed class MemoryAssociations(string agentId, IMemoryStore rows, MemoryRanker ranker)
{
    /// <summary>What a memory inherits of the relevance of the one that it is associated with.</summary>
    internal const double Share = 0.6;

    private const int MostFollowed = 32;

    /// <summary>Associated memories that were not found themselves, with their share of relevance.</summary>
    internal async Task<List<(MemoryRow Row, MemoryMatch Match)>> FollowAsync(IReadOnlyList<(MemoryRow Row, MemoryMatch Match)> found, MemoryQuery query, DateTimeOffset now)
    {
        var known = found.Select(f => f.Row.Item.Id).ToHashSet(StringComparer.Ordinal);
        var via = new Dictionary<string, (MemoryRow Row, MemoryMatch Match)>(StringComparer.Ordinal);
        foreach (var source in found.OrderByDescending(f => f.Match.Score))
        {
            foreach (var id in source.Row.Item.Associations.Where(id => via.Count < MostFollowed && !known.Contains(id)))
            {
                via.TryAdd(id, source);
            }
        }

        if (via.Count == 0)
        {
            return [];
        }

        var related = await rows.FindAsync(agentId, [.. via.Keys], CancellationToken.None);
        return [.. related.Where(r => Fits(r.Item, query)).Select(r => (r, Inherit(r, via[r.Item.Id], now)))];
    }

    private MemoryMatch Inherit(MemoryRow row, (MemoryRow Row, MemoryMatch Match) source, DateTimeOffset now)
    {
        // The source's relevance is its score without its own weight.
        var weight = ranker.Score(MemoryEntry.Of(source.Row), 1, now);
        var relevance = weight > 0 ? Math.Min(1, source.Match.Score / weight) : 0;
        return new MemoryMatch { Item = row.Item, Score = ranker.Score(MemoryEntry.Of(row), relevance * Share, now), Via = source.Row.Item.Id };
    }

    private static bool Fits(MemoryItem item, MemoryQuery query) =>
        (query.Kind is null || item.Kind == query.Kind) && !(item.At < query.Since) && !(item.At >= query.Until);
}
