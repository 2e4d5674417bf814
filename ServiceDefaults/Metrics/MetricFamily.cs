using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace PuppetEngine.ServiceDefaults.Metrics;

/// <summary>All series of one instrument.</summary>
internal sealed class MetricFamily(string name, string help, string type, double[]? bounds)
{
    /// <summary>Series beyond this many are counted together, so that a tag with endless values cannot eat the memory.</summary>
    private const int MaxSeries = 1000;

    private readonly ConcurrentDictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);

    // By the tags as they come, so that a measurement writes no text: a turn of an agent makes dozens of them.
    private readonly ConcurrentDictionary<int, (KeyValuePair<string, object?>[] Tags, MetricSeries Series)> _known = new();

    /// <summary>The name in Prometheus' form.</summary>
    public string Name { get; } = name;

    /// <summary>What it counts.</summary>
    public string Help { get; } = help;

    /// <summary><c>counter</c>, <c>gauge</c> or <c>histogram</c>.</summary>
    public string Type { get; } = type;

    /// <summary>Upper bounds of the histogram's buckets; null for the others.</summary>
    public double[]? Bounds { get; } = bounds;

    /// <summary>The series there are, by label.</summary>
    public IEnumerable<MetricSeries> Series => _series.Values.OrderBy(series => series.Labels, StringComparer.Ordinal);

    /// <summary>The series of these tags.</summary>
    public MetricSeries Of(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var hash = default(HashCode);
        foreach (var (key, value) in tags)
        {
            hash.Add(key);
            hash.Add(value);
        }

        var number = hash.ToHashCode();
        if (_known.TryGetValue(number, out var known) && AreEqual(tags, known.Tags))
        {
            return known.Series;
        }

        var series = Named(Labels(tags));
        if (_known.Count < MaxSeries)
        {
            _known[number] = (tags.ToArray(), series);
        }

        return series;
    }

    private static bool AreEqual(ReadOnlySpan<KeyValuePair<string, object?>> tags, KeyValuePair<string, object?>[] others)
    {
        if (tags.Length != others.Length)
        {
            return false;
        }

        for (var i = 0; i < others.Length; i++)
        {
            if (tags[i].Key != others[i].Key || !Equals(tags[i].Value, others[i].Value))
            {
                return false;
            }
        }

        return true;
    }

    private MetricSeries Named(string labels)
    {
        if (_series.TryGetValue(labels, out var series))
        {
            return series;
        }

        if (_series.Count >= MaxSeries)
        {
            labels = "{overflow=\"true\"}";
        }

        return _series.GetOrAdd(labels, static (key, bounds) => new MetricSeries(key, bounds), Bounds);
    }

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return "";
        }

        var sorted = tags.ToArray();
        Array.Sort(sorted, (a, b) => string.CompareOrdinal(a.Key, b.Key));
        var text = new StringBuilder("{");
        foreach (var (key, value) in sorted)
        {
            text.Append(text.Length > 1 ? "," : "").Append(PrometheusText.LabelName(key)).Append("=\"");
            PrometheusText.AppendLabelValue(text, Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
            text.Append('"');
        }

        return text.Append('}').ToString();
    }
}
