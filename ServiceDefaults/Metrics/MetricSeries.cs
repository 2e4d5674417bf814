namespace PuppetEngine.ServiceDefaults.Metrics;

/// <summary>One instrument with one set of tags: a running sum, a last value or a histogram.</summary>
internal sealed class MetricSeries(string labels, double[]? bounds)
{
    private readonly Lock _gate = new();
    private readonly long[]? _buckets = bounds is null ? null : new long[bounds.Length + 1];
    private double _sum;
    private long _count;

    /// <summary>The labels as they are printed, <c>{a="b"}</c>; empty when there are none.</summary>
    public string Labels { get; } = labels;

    /// <summary>Adds to a counter, or records into a histogram.</summary>
    public void Record(double value)
    {
        lock (_gate)
        {
            _sum += value;
            _count++;
            if (_buckets is not null)
            {
                var index = Array.BinarySearch(bounds!, value);
                _buckets[index >= 0 ? index : ~index]++;
            }
        }
    }

    /// <summary>Sets a gauge, or the running total of an observed counter.</summary>
    public void Set(double value)
    {
        lock (_gate)
        {
            _sum = value;
        }
    }

    /// <summary>A consistent copy: sum or value, count, and the buckets of a histogram.</summary>
    public (double Sum, long Count, long[]? Buckets) Read()
    {
        lock (_gate)
        {
            return (_sum, _count, _buckets?.ToArray());
        }
    }
}
