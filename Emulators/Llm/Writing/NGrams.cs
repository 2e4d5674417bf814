namespace PuppetEngine.Emulators.Llm.Writing;

/// <summary>How alike two posts are: the Jaccard measure of their runs of four words, whatever their case.</summary>
internal static class NGrams
{
    private const int Run = 4;

    public static HashSet<ulong> Of(string text)
    {
        var words = Hashes(text);
        var grams = new HashSet<ulong>(words.Count);
        for (var i = 0; i + Run <= words.Count; i++)
        {
            grams.Add(Combined(words, i, Run));
        }

        if (grams.Count == 0 && words.Count > 0)
        {
            grams.Add(Combined(words, 0, words.Count));
        }

        return grams;
    }

    public static double Jaccard(HashSet<ulong> a, HashSet<ulong> b)
    {
        if (a.Count == 0 || b.Count == 0)
        {
            return 0;
        }

        var shared = 0;
        foreach (var gram in a)
        {
            shared += b.Contains(gram) ? 1 : 0;
        }

        return (double)shared / (a.Count + b.Count - shared);
    }

    /// <summary>The same number for texts of the same words.</summary>
    public static ulong Plain(string text)
    {
        var words = Hashes(text);
        return Combined(words, 0, words.Count);
    }

    public static List<string> Words(string text)
    {
        var words = new List<string>();
        for (var at = 0; Next(text, ref at) is { Length: > 0 } word;)
        {
            words.Add(word.ToString().ToLowerInvariant());
        }

        return words;
    }

    public static int Count(string text)
    {
        var n = 0;
        for (var at = 0; Next(text, ref at).Length > 0;)
        {
            n++;
        }

        return n;
    }

    private static List<ulong> Hashes(string text)
    {
        var hashes = new List<ulong>(40);
        Span<char> lower = stackalloc char[64];
        for (var at = 0; Next(text, ref at) is { Length: > 0 } word;)
        {
            var kept = word.Length > lower.Length ? word[..lower.Length] : word;
            hashes.Add(StableHash.Of(lower[..kept.ToLowerInvariant(lower)]));
        }

        return hashes;
    }

    private static ReadOnlySpan<char> Next(string text, ref int at)
    {
        while (at < text.Length && !IsPart(text[at]))
        {
            at++;
        }

        var start = at;
        while (at < text.Length && IsPart(text[at]))
        {
            at++;
        }

        return text.AsSpan(start, at - start);
    }

    private static bool IsPart(char c) => char.IsLetterOrDigit(c) || c == '\'';

    private static ulong Combined(List<ulong> words, int first, int count)
    {
        ulong hash = 0;
        for (var i = first; i < first + count; i++)
        {
            hash = StableHash.Mix(hash ^ words[i]);
        }

        return hash;
    }
}
