using System.Collections.Immutable;

namespace PuppetEngine.Emulators.Control;

/// <summary>
/// The faults in force. Whether the n-th request that matches a rule is hit depends on seed, rule and n alone, so that a run with
/// the same order of requests meets the same faults.
/// </summary>
internal sealed class FaultBook(CounterBook counters, int defaultSeed)
{
    private readonly Lock _gate = new();
    private ImmutableArray<Entry> _entries = [];
    private ulong _seed = (ulong)defaultSeed;
    private int _nextId;

    public ImmutableArray<FaultRule> Rules => [.. _entries.Select(e => e.Rule)];

    /// <summary>Adds rules, checked first, and returns them with their ids.</summary>
    public List<FaultRule> Add(IReadOnlyList<FaultRule> rules, int? seed)
    {
        lock (_gate)
        {
            _seed = seed is { } given ? (ulong)given : _seed;
            var added = rules.Select(r => r.Id.Length > 0 ? r : r with { Id = $"fault-{++_nextId}" }).ToList();
            _entries = _entries.AddRange(added.Select(r => new Entry(r, r.ParsedKind)));
            return added;
        }
    }

    public bool Remove(string id)
    {
        lock (_gate)
        {
            var before = _entries.Length;
            _entries = _entries.RemoveAll(e => e.Rule.Id == id);
            return _entries.Length < before;
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _entries = [];
        }
    }

    /// <param name="route">Method and route template, as <c>POST /x/2/tweets</c>.</param>
    /// <param name="path">Method and path as requested.</param>
    /// <param name="account">Handle or key id.</param>
    public FaultPlan Decide(string route, string path, string account)
    {
        var entries = _entries;
        if (entries.IsEmpty)
        {
            return FaultPlan.None;
        }

        var plan = FaultPlan.None;
        foreach (var entry in entries)
        {
            if (plan.End is not null && Ends(entry.Kind))
            {
                continue;
            }

            if (entry.Matches(route, path, account) && entry.Draw(_seed) is { } hit)
            {
                counters.Add("faults", FaultKinds.NameOf(hit.Kind));
                plan = hit.Kind switch
                {
                    FaultKind.Delay => plan with { Delay = plan.Delay + hit.Time },
                    FaultKind.TimelineLag => plan with { Lag = hit.Time },
                    FaultKind.Duplicate403Older => plan with { AnyAgeIsDuplicate = true },
                    _ => plan with { End = hit },
                };
            }
        }

        return plan;
    }

    private static bool Ends(FaultKind kind) => kind is not (FaultKind.Delay or FaultKind.TimelineLag or FaultKind.Duplicate403Older);

    private sealed class Entry(FaultRule rule, FaultKind kind)
    {
        private readonly Glob _route = new(rule.Route);
        private readonly ulong _salt = StableHash.Of(rule.Id);
        private int _seen;
        private int _hits;

        public FaultRule Rule => rule;

        public FaultKind Kind => kind;

        public bool Matches(string route, string path, string account) =>
            (rule.Account is null || string.Equals(rule.Account, account, StringComparison.OrdinalIgnoreCase))
            && (_route.Matches(route) || _route.Matches(path));

        public FaultHit? Draw(ulong seed)
        {
            var n = Interlocked.Increment(ref _seen) - 1;
            var draw = StableHash.Mix(seed ^ _salt ^ ((ulong)n * 0x9e3779b97f4a7c15));
            if (n < rule.Skip || StableHash.Unit(draw) >= rule.Share
                || (rule.Count is { } most && Interlocked.Increment(ref _hits) > most))
            {
                return null;
            }

            var (least, longest) = Times();
            var span = least + ((longest - least) * StableHash.Unit(StableHash.Mix(draw + 1)));
            return new FaultHit(rule, kind, TimeSpan.FromMilliseconds(span));
        }

        private (double Least, double Longest) Times()
        {
            var (least, longest) = kind switch
            {
                FaultKind.LandLater or FaultKind.LandingLater => (1_000, 30_000),
                FaultKind.ForkedAway => (4_000, 8_000),
                FaultKind.SlowConfirmation => (10_000, 60_000),
                FaultKind.TimelineLag => (1_000, 60_000),
                FaultKind.Delay => (100, 1_000),
                _ => (0, 0),
            };
            var from = rule.MinMs ?? Math.Min(least, rule.MaxMs ?? least);
            return (from, Math.Max(from, rule.MaxMs ?? (rule.MinMs is null ? longest : from)));
        }
    }
}
