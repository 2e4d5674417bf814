using PuppetEngine.Engine.Memory.Index;
using PuppetEngine.Grains.Abstractions.Memory;

namespace PuppetEngine.Engine.Memory;

/// <summary>
/// A search: candidates from the index, exact products for them, the two halves joined, importance and recency multiplied in, the best
/// rows read, and what they are associated with brought along.
/// </summary>
internal sealed class MemorySearch(string agentId, MemoryPorts ports, MemoryOptions options, TimeProvider time)
{
    private const int LeastPool = 100;

    private readonly MemoryQuestions _questions = new(agentId, ports.Model, options, time);
    private readonly MemoryRanker _ranker = new(options.RecencyHalfLife);

    /// <summary>Searches; <paramref name="recall"/> is told of what was found, unless the query only looks.</summary>
    internal async Task<MemoryPage> FindAsync(MemoryIndex index, MemoryQuery query, Action<MemoryIndex, long, DateTimeOffset> recall)
    {
        var question = query.Mode == MemorySearchMode.Lexical ? default : await _questions.AskAsync(query.Text!, index);
        if (question.SwitchTo is { } model)
        {
            index.SwitchModel(model);
        }

        var found = index.Scan(new MemoryProbe
        {
            Text = query.Mode == MemorySearchMode.Vector ? "" : query.Text!,
            Vector = question.Vector, Kind = query.Kind, Since = query.Since, Until = query.Until, Pool = Math.Max(LeastPool, query.Limit * 2),
        });
        if (question.Vector is { } vector)
        {
            found = await ExactAsync(index, found, vector);
        }

        var now = time.GetUtcNow();
        var matches = await RankAsync(found, query, now, index.Count);
        if (!query.Peek)
        {
            matches.ForEach(m => recall(index, m.Row.Number, now));
        }

        return new MemoryPage
        {
            Items = [.. matches.Select(m => m.Match)],
            Model = question.Vector is null ? null : index.Model,
            WithoutVectors = question.Hindrance,
            Pending = index.Pending,
        };
    }

    private async Task<MemoryCandidates> ExactAsync(MemoryIndex index, MemoryCandidates found, float[] vector)
    {
        var vectors = await ports.Derived.ReadVectorsAsync(agentId, index.Model!, [.. found.Candidates.Where(c => c.Vector is not null).Select(c => c.Entry.Number)], CancellationToken.None);
        return found with
        {
            Candidates = [.. found.Candidates.Select(c => vectors.TryGetValue(c.Entry.Number, out var exact) && exact.Length == vector.Length ? c with { Vector = VectorCode.Exact(exact, vector) } : c)],
        };
    }

    private async Task<List<(MemoryRow Row, MemoryMatch Match)>> RankAsync(MemoryCandidates found, MemoryQuery query, DateTimeOffset now, int memories)
    {
        var relevance = query.Mode == MemorySearchMode.Vector
            ? [.. found.Candidates.Select(c => (double)Math.Max(0, c.Vector ?? 0))]
            : MemoryFusion.Relevance(found, options.VectorWeight);
        if (query is { Mode: MemorySearchMode.Hybrid, WithoutNoise: true })
        {
            // Not a matter of ranking: no order of results is better for having lost some. It is the prompt that a wrong memory harms.
            relevance = MemoryNoiseCut.Cut(found, relevance, memories);
        }

        var best = found.Candidates.Select((c, i) => (Candidate: c, Score: _ranker.Score(c.Entry, relevance[i], now)))
            .Where(c => c.Score > 0)
            .OrderByDescending(c => c.Score).ThenByDescending(c => c.Candidate.Entry.At).ThenBy(c => c.Candidate.Entry.Number)
            .Take(query.Limit).ToDictionary(c => c.Candidate.Entry.Number);
        var rows = await ports.Rows.ReadAsync(agentId, [.. best.Keys], CancellationToken.None);
        var matches = rows.Select(r => (Row: r, Match: Match(r, best[r.Number].Candidate, best[r.Number].Score))).ToList();
        matches.AddRange(await new MemoryAssociations(agentId, ports.Rows, _ranker).FollowAsync(matches, query, now));
        return [.. matches.OrderByDescending(m => m.Match.Score).ThenByDescending(m => m.Row.Item.At).ThenBy(m => m.Row.Number).Take(query.Limit)];
    }

    // The index knows recalls that the row does not have yet.
    private static MemoryMatch Match(MemoryRow row, MemoryCandidate candidate, double score) => new()
    {
        Item = row.Item with
        {
            AccessCount = Math.Max(row.Item.AccessCount, candidate.Entry.Accesses),
            LastAccessAt = candidate.Entry.LastAccess > (row.Item.LastAccessAt?.ToUnixTimeMilliseconds() ?? 0)
                ? DateTimeOffset.FromUnixTimeMilliseconds(candidate.Entry.LastAccess)
                : row.Item.LastAccessAt,
        },
        Score = score,
        Lexical = candidate.Lexical,
        Vector = candidate.Vector,
    };
}
