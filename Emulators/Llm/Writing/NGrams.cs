namespace PuppetEngine.Emulators.Llm.Writing;

/// <summary>How alike two posts are: the Jaccard measure of their runs of four words.</summary>
internal static class NGrams
{
    private const int Run = 4;

    public static HashSet<ulong> Of(string text)
    {
        var words = Words(text);
        var grams = new HashSet<ulong>();
        for (var i = 0; i + Run <= words.Count; i++)
        {
            ulong hash = 0;
            for (var j = 0; j < Run; j++)
            {
                hash = StableHash.Of(words[i + j], hash);
            }

            grams.Add(hash);
        }

        if (grams.Count == 0 && words.Count > 0)
        {
            grams.Add(StableHash.Of(string.Join(' ', words)));
        }

        return grams;
    }

    public static double Jaccard(HashSet<ulong> a, HashSet<ulong> b)
    {
        if (a.Count == 0 || b.Count == 0)
        {
            return 0;
        }

        var shared = a.Count(b.Contains);
        return (double)shared / (a.Count + b.Count - shared);
    }

    public static List<string> Words(string text)
    {
        var words = new List<string>();
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var letter = i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] == '\'');
            if (letter && start < 0)
            {
                start = i;
            }
            else if (!letter && start >= 0)
            {
                words.Add(text[start..i].ToLowerInvariant());
                start = -1;
            }
        }

        return words;
    }
}
