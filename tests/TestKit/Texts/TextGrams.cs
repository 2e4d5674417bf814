namespace PuppetEngine.Tests.TestKit.Texts;

/// <summary>How alike two texts are: the Jaccard measure of their runs of four words, whatever their case. Plain on purpose: what is measured has its own.</summary>
public static class TextGrams
{
    private const int Run = 4;

    /// <summary>The words, in lower case.</summary>
    public static List<string> Words(string text) =>
        [.. new string([.. text.Select(c => char.IsLetterOrDigit(c) || c == '\'' ? char.ToLowerInvariant(c) : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>The runs; of a shorter text all its words.</summary>
    public static HashSet<string> Of(string text)
    {
        var words = Words(text);
        return words.Count < Run
            ? [string.Join(' ', words)]
            : [.. Enumerable.Range(0, words.Count - Run + 1).Select(i => string.Join(' ', words.GetRange(i, Run)))];
    }

    /// <summary>The share of runs that both have, of all that either has.</summary>
    public static double Jaccard(HashSet<string> a, HashSet<string> b)
    {
        var shared = a.Count(b.Contains);
        return (double)shared / (a.Count + b.Count - shared);
    }
}
