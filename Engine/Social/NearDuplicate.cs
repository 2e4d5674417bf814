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
        var own = Runs(Words(text));
        return recent
            .Select(post => (Post: post, Share: Share(own, Words(post))))
            .Where(p => p.Share > Threshold)
            .OrderByDescending(p => p.Share)
            .Select(p => p.Post)
            .FirstOrDefault();
    }

    /// <summary>How alike two texts are, 0 to 1; symmetric, and 1 for a text and itself.</summary>
    public static double Similarity(string first, string second) => Share(Runs(Words(first)), Words(second));

    private static double Share(HashSet<ulong> first, List<ulong> words)
    {
        if (first.Count == 0 && words.Count == 0)
        {
            return 1;
        }

        // Most posts have nothing in common: they are told apart without a set of their runs.
        if (!HasAny(first, words))
        {
            return 0;
        }

        var (second, common) = (Runs(words), 0);
        foreach (var run in first)
        {
            common += second.Contains(run) ? 1 : 0;
        }

        return (double)common / (first.Count + second.Count - common);
    }

    private static bool HasAny(HashSet<ulong> runs, List<ulong> words)
    {
        var length = Math.Min(Run, words.Count);
        for (var start = 0; length > 0 && start + length <= words.Count; start++)
        {
            if (runs.Contains(TextWords.RunAt(words, start, length)))
            {
                return true;
            }
        }

        return false;
    }

    private static List<ulong> Words(string text) => TextWords.Hashes(WithoutLinks(text));

    private static HashSet<ulong> Runs(List<ulong> words) =>
        words.Count is > 0 and < Run ? [TextWords.RunAt(words, 0, words.Count)] : TextWords.Runs(words, Run);

    /// <summary>A text without its links.</summary>
    internal static string WithoutLinks(string text)
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
