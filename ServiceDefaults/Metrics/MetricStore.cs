using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace PuppetEngine.ServiceDefaults.Metrics;

/// <summary>
/// Collects the process's meters and prints them for Prometheus. It listens to our own meters (<c>PuppetEngine.*</c>), the actor
/// runtime's (<c>Microsoft.Orleans*</c>) and those that ASP.NET Core, HttpClient and the runtime emit.
/// </summary>
public sealed class MetricStore : IDisposable
{
    private static readonly string[] Meters = ["PuppetEngine", "Microsoft.Orleans", "Microsoft.AspNetCore", "System.Net.Http", "System.Runtime"];
    private static readonly double[] Seconds = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
    private static readonly double[] Wide = [1, 5, 10, 50, 100, 500, 1_000, 5_000, 10_000, 50_000, 100_000, 1_000_000];

    private readonly ConcurrentDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();
    private readonly Lock _scrape = new();

    /// <summary>Begins to listen.</summary>
    public MetricStore()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (Array.Exists(Meters, name => instrument.Meter.Name == name || instrument.Meter.Name.StartsWith(name + ".", StringComparison.Ordinal)))
            {
                listener.EnableMeasurementEvents(instrument, FamilyOf(instrument));
            }
        };
        _listener.SetMeasurementEventCallback<byte>((instrument, value, tags, state) => Record(instrument, value, tags, state));
        _listener.SetMeasurementEventCallback<short>((instrument, value, tags, state) => Record(instrument, value, tags, state));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, state) => Record(instrument, value, tags, state));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, state) => Record(instrument, value, tags, state));
        _listener.SetMeasurementEventCallback<float>((instrument, value, tags, state) => Record(instrument, value, tags, state));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, state) => Record(instrument, value, tags, state));
        _listener.SetMeasurementEventCallback<decimal>((instrument, value, tags, state) => Record(instrument, (double)value, tags, state));
        _listener.Start();
    }

    /// <summary>The content type of <see cref="Print"/>.</summary>
    public static string ContentType => PrometheusText.ContentType;

    /// <summary>Everything collected so far, in Prometheus' text format.</summary>
    public string Print()
    {
        lock (_scrape)
        {
            _listener.RecordObservableInstruments();
        }

        var text = new StringBuilder();
        foreach (var family in _families.Values.OrderBy(family => family.Name, StringComparer.Ordinal))
        {
            PrometheusText.Append(text, family);
        }

        return text.ToString();
    }

    /// <inheritdoc />
    public void Dispose() => _listener.Dispose();

    private MetricFamily FamilyOf(Instrument instrument)
    {
        var generic = instrument.GetType().GetGenericTypeDefinition();
        var histogram = generic == typeof(Histogram<>);
        var counter = generic == typeof(Counter<>) || generic == typeof(ObservableCounter<>);
        var name = PrometheusText.MetricName(instrument.Name, instrument.Unit, counter);
        return _families.GetOrAdd(name, key => new MetricFamily(
            key, instrument.Description ?? instrument.Name, histogram ? "histogram" : counter ? "counter" : "gauge",
            histogram ? (instrument.Unit == "s" ? Seconds : Wide) : null));
    }

    private static void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        var series = ((MetricFamily)state!).Of(tags);
        var generic = instrument.GetType().GetGenericTypeDefinition();
        if (instrument.IsObservable || generic == typeof(Gauge<>))
        {
            series.Set(value);
        }
        else
        {
            series.Record(value);
        }
    }
}
