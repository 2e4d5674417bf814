using System.Globalization;

namespace PuppetEngine.Turns.Bench;

/// <summary>The card: rows of Markdown on standard output, progress on standard error.</summary>
internal static class Card
{
    /// <summary>Opens a table.</summary>
    internal static void Open(string title) => Console.WriteLine($"\n### {title}\n\n| what | figure | threshold |\n|---|---|---|");

    /// <summary>One row.</summary>
    internal static void Row(string what, FormattableString figure, string threshold = "") =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {figure.ToString(CultureInfo.InvariantCulture)} | {threshold} |"));

    /// <summary>What is under way.</summary>
    internal static void Progress(FormattableString what) => Console.Error.WriteLine($"bench: {what.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>The value below which a share of the values lies.</summary>
    internal static double Percentile(List<double> values, double share)
    {
        values.Sort();
        return values.Count == 0 ? double.NaN : values[Math.Min(values.Count - 1, (int)(values.Count * share))];
    }
}
