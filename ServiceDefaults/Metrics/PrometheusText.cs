using System.Globalization;
using System.Text;

namespace PuppetEngine.ServiceDefaults.Metrics;

/// <summary>Prometheus' text exposition format, version 0.0.4.</summary>
internal static class PrometheusText
{
    /// <summary>The content type of an answer.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>A metric's name: the instrument's, with what Prometheus does not allow as underscores, the unit, and <c>_total</c> for counters.</summary>
    public static string MetricName(string instrument, string? unit, bool counter)
    {
        var name = Plain(instrument);
        var suffix = unit switch
        {
            "s" => "_seconds",
            "ms" => "_milliseconds",
            "By" => "_bytes",
            "1" => counter ? "" : "_ratio",
            null or "" => "",
            _ when unit.StartsWith('{') => "",
            _ => "_" + Plain(unit),
        };
        name = name.EndsWith(suffix, StringComparison.Ordinal) ? name : name + suffix;
        return counter && !name.EndsWith("_total", StringComparison.Ordinal) ? name + "_total" : name;
    }

    /// <summary>A label's name.</summary>
    public static string LabelName(string tag) => Plain(tag);

    /// <summary>Appends a label's value with its three escapes.</summary>
    public static void AppendLabelValue(StringBuilder text, string value)
    {
        foreach (var letter in value)
        {
            _ = letter switch
            {
                '\\' => text.Append(@"\\"),
                '"' => text.Append("\\\""),
                '\n' => text.Append(@"\n"),
                _ => text.Append(letter),
            };
        }
    }

    /// <summary>Writes one family with all its series.</summary>
    public static void Append(StringBuilder text, MetricFamily family)
    {
        text.Append("# HELP ").Append(family.Name).Append(' ').Append(family.Help.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal)).Append('\n');
        text.Append("# TYPE ").Append(family.Name).Append(' ').Append(family.Type).Append('\n');
        foreach (var series in family.Series)
        {
            var (sum, count, buckets) = series.Read();
            if (buckets is null)
            {
                Line(text, family.Name, series.Labels, sum);
                continue;
            }

            long cumulative = 0;
            for (var index = 0; index < buckets.Length; index++)
            {
                cumulative += buckets[index];
                var bound = index < family.Bounds!.Length ? Number(family.Bounds[index]) : "+Inf";
                Line(text, family.Name + "_bucket", With(series.Labels, $"le=\"{bound}\""), cumulative);
            }

            Line(text, family.Name + "_sum", series.Labels, sum);
            Line(text, family.Name + "_count", series.Labels, count);
        }
    }

    private static void Line(StringBuilder text, string name, string labels, double value) =>
        text.Append(name).Append(labels).Append(' ').Append(Number(value)).Append('\n');

    private static string With(string labels, string label) => labels.Length == 0 ? $"{{{label}}}" : $"{labels[..^1]},{label}}}";

    private static string Number(double value) => double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Plain(string name)
    {
        var plain = new StringBuilder(name.Length + 1);
        foreach (var letter in name)
        {
            plain.Append(char.IsAsciiLetterOrDigit(letter) ? letter : '_');
        }

        return char.IsAsciiDigit(name[0]) ? "_" + plain : plain.ToString();
    }
}
