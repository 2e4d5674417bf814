using System.Text;

namespace PuppetEngine.Engine.Social;

/// <summary>
/// Finds a recent post that a new text nearly repeats: the share of common runs of four words among all of both (Jaccard), after case,
/// punctuation, accents of compatibility and links are set aside. Texts of fewer than four words repeat only what is equal.
/// </summary>
public static class NearDuplicate
{
    /// <summary>The share from which a text counts as a repetition.</summary>
    public const double Threshold = 0.3;

    private const int Run = 4;

    /// <summary>The recent post that is most alike, where its share is above the threshold; null when there is none.</summary>
    /// <param name="text">The new text.</param>
    /// <param name="recent">The recent posts.</param>
    public static string? Find(string text, IReadOnlyList<string> recent)
    {
        ArgumentNullException.ThrowIfNull(recent);
        var own = Runs(text);
        return recent
            .Select(post => (Post: post, Share: Share(own, Runs(post))))
            .Where(p => p.Share > Threshold)
            .OrderByDescending(p => p.Share)
            .Select(p => p.Post)
            .FirstOrDefault();
    }

    /// <summary>How alike two texts are, 0 to 1; symmetric, and 1 for a text and itself.</summary>
    public static double Similarity(string first, string second) => Share(Runs(first), Runs(second));

    private static double Share(HashSet<string> first, HashSet<string> second)
    {
        if (first.Count == 0 && second.Count == 0)
        {
            return 1;
        }

        var common = first.Count(second.Contains);
        return (double)common / (first.Count + second.Count - common);
    }

    private static HashSet<string> Runs(string text)
    {
        var words = TextWords.Of(WithoutLinks(text));
        if (words.Count < Run)
        {
            return words.Count == 0 ? [] : [string.Join(' ', words)];
        }

        return [.. Enumerable.Range(0, words.Count - Run + 1).Select(i => string.Join(' ', words.GetRange(i, Run)))];
    }

    private static string WithoutLinks(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var rest = new StringBuilder(text);
        foreach (var url in Enumerable.Reverse(UrlScanner.Find(text)))
        {
            rest.Remove(url.Index, url.Length).Insert(url.Index, ' ');
        }

        return rest.ToString();
    }
}
