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

    private static double Share(HashSet<ulong> first, HashSet<ulong> second)
    {
        if (first.Count == 0 && second.Count == 0)
        {
            return 1;
        }

        var common = 0;
        foreach (var run in first)
        {
            common += second.Contains(run) ? 1 : 0;
        }

        return (double)common / (first.Count + second.Count - common);
    }

    private static HashSet<ulong> Runs(string text)
    {
        var words = TextWords.Hashes(WithoutLinks(text));
        return words.Count is > 0 and < Run ? [TextWords.RunAt(words, 0, words.Count)] : TextWords.Runs(words, Run);
    }

    private static string WithoutLinks(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var urls = UrlScanner.Find(text);
        if (urls.Count == 0)
        {
            return text;
        }

        var rest = new StringBuilder(text);
        foreach (var url in Enumerable.Reverse(urls))
        {
            rest.Remove(url.Index, url.Length).Insert(url.Index, ' ');
        }

        return rest.ToString();
    }
}
