using System.Buffers;

namespace PuppetEngine.Engine.Memory.Index;

/// <summary>
/// Goes over all blocks for one question. Words: BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009, k1 = 1.2,
/// b = 0.75) over all of the agent's memories, divided by what the question's words could give at most. A word's rarity counts twice, as
/// in the product of two tf-idf vectors: once it is in the question and once in the memory. So the words that stand everywhere,
/// of whatever language, weigh next to nothing without a list of them, also where memories are few and logarithms small. Vectors: every code is
/// multiplied; a memory is a candidate while its product plus its error bound reaches the pool's worst sure product, so that the pool's
/// best by exact product are always among the candidates.
/// </summary>
internal sealed class MemoryScanner(List<MemoryBlock> blocks)
{
    private const float K1 = 1.2f;
    private const float B = 0.75f;

    private float[] _lexical = [];
    private float[] _products = [];
    private readonly List<int> _touched = [];

    internal MemoryCandidates Scan(MemoryProbe probe)
    {
        var places = blocks.Sum(b => b.Count);
        if (_lexical.Length < places)
        {
            // With room to grow, so that appends do not allocate megabytes each time.
            (_lexical, _products) = (new float[places + places / 4 + MemoryBlock.Capacity], new float[places + places / 4 + MemoryBlock.Capacity]);
        }

        var filter = new Filter(probe);
        HashSet<int> chosen = [];
        var wordMean = ScoreWords(probe.Text, filter, probe.Pool, chosen);
        var (mean, deviation, compared) = probe.Vector is { } vector ? Multiply(vector, filter, probe.Pool, chosen) : default;
        var found = Collect(chosen, probe.Vector is not null);
        foreach (var at in _touched)
        {
            _lexical[at] = 0;
        }

        _touched.Clear();
        return new MemoryCandidates(found, mean, deviation, compared, wordMean);
    }

    private float ScoreWords(string text, Filter filter, int pool, HashSet<int> chosen)
    {
        var terms = MemoryTerms.Distinct(text);
        var live = blocks.Sum(b => b.Live);
        if (terms.Length == 0 || live == 0)
        {
            return 0;
        }

        var average = Math.Max(1f, blocks.Sum(b => b.TotalWords) / (float)live);
        var full = 0f;
        foreach (var term in terms)
        {
            var having = blocks.Sum(b => b.Postings.Find(term).Places.Length);

            // The +1 inside the logarithm keeps a word that every text has from weighing less than nothing.
            var rarity = MathF.Log(1 + (Math.Max(live, having) - having + 0.5f) / (having + 0.5f));
            var weight = rarity * rarity;
            full += weight * (K1 + 1);
            if (having > 0)
            {
                AddWord(term, weight, average, filter);
            }
        }

        var best = new PriorityQueue<int, float>();
        var sum = 0d;
        foreach (var at in _touched)
        {
            _lexical[at] /= full;
            sum += _lexical[at];
            if (best.Count < pool)
            {
                best.Enqueue(at, _lexical[at]);
            }
            else
            {
                best.EnqueueDequeue(at, _lexical[at]);
            }
        }

        chosen.UnionWith(best.UnorderedItems.Select(i => i.Element));
        return (float)(sum / live);
    }

    private void AddWord(ulong term, float weight, float average, Filter filter)
    {
        var start = 0;
        foreach (var block in blocks)
        {
            var (found, times) = block.Postings.Find(term);
            var where = found.Span;
            var counts = times.Span;
            for (var i = 0; i < where.Length; i++)
            {
                var place = where[i];
                if (block.IsGone(place) || !filter.Admits(block, place))
                {
                    continue;
                }

                ref var score = ref _lexical[start + place];
                if (score == 0)
                {
                    _touched.Add(start + place);
                }

                score += weight * counts[i] * (K1 + 1) / (counts[i] + K1 * (1 - B + B * block.Words(place) / average));
            }

            start += block.Count;
        }
    }

    private (float Mean, float Deviation, int Compared) Multiply(float[] vector, Filter filter, int pool, HashSet<int> chosen)
    {
        var query = VectorCode.EncodeQuery(vector, out var queryScale, out var queryResidual);
        var sure = new PriorityQueue<bool, float>();
        var (sum, squares, compared, start) = (0d, 0d, 0, 0);
        foreach (var block in blocks)
        {
            for (var i = 0; i < block.Count; i++)
            {
                if (!block.HasVector(i) || !filter.Admits(block, i))
                {
                    _products[start + i] = float.NaN;
                    continue;
                }

                var product = VectorCode.Dot(block.Code(i), query) * (block.Scale(i) * queryScale);
                _products[start + i] = product;
                sum += product;
                squares += product * product;
                compared++;
                var lower = product - VectorCode.Bound(block.Residual(i), queryResidual);
                if (sure.Count < pool)
                {
                    sure.Enqueue(true, lower);
                }
                else if (sure.TryPeek(out _, out var worst) && lower > worst)
                {
                    sure.EnqueueDequeue(true, lower);
                }
            }

            start += block.Count;
        }

        if (compared == 0)
        {
            return default;
        }

        var threshold = sure.Count < pool || !sure.TryPeek(out _, out var least) ? float.NegativeInfinity : least;
        Choose(threshold, queryResidual, chosen);
        var mean = sum / compared;
        return ((float)mean, (float)Math.Sqrt(Math.Max(0, squares / compared - mean * mean)), compared);
    }

    private void Choose(float threshold, float queryResidual, HashSet<int> chosen)
    {
        var start = 0;
        foreach (var block in blocks)
        {
            for (var i = 0; i < block.Count; i++)
            {
                // A product that is not there compares as false.
                if (_products[start + i] + VectorCode.Bound(block.HasVector(i) ? block.Residual(i) : 0, queryResidual) >= threshold)
                {
                    chosen.Add(start + i);
                }
            }

            start += block.Count;
        }
    }

    private List<MemoryCandidate> Collect(HashSet<int> chosen, bool hasProducts)
    {
        var found = new List<MemoryCandidate>(chosen.Count);
        var (block, start) = (0, 0);
        var ordered = ArrayPool<int>.Shared.Rent(chosen.Count);
        chosen.CopyTo(ordered);
        Array.Sort(ordered, 0, chosen.Count);
        foreach (var at in ordered.AsSpan(0, chosen.Count))
        {
            while (at >= start + blocks[block].Count)
            {
                start += blocks[block++].Count;
            }

            found.Add(new MemoryCandidate(blocks[block].Entry(at - start), _lexical[at], hasProducts && !float.IsNaN(_products[at]) ? _products[at] : null));
        }

        ArrayPool<int>.Shared.Return(ordered);
        return found;
    }

    private readonly struct Filter(MemoryProbe probe)
    {
        private readonly int _kind = probe.Kind is { } kind ? MemoryEntry.KindOf(kind) : -1;
        private readonly long _since = probe.Since?.ToUnixTimeMilliseconds() ?? long.MinValue;
        private readonly long _until = probe.Until?.ToUnixTimeMilliseconds() ?? long.MaxValue;
        private readonly bool _any = probe.Kind is null && probe.Since is null && probe.Until is null;

        internal bool Admits(MemoryBlock block, int place) =>
            _any || ((_kind < 0 || block.Kind(place) == _kind) && block.At(place) >= _since && block.At(place) < _until);
    }
}
