namespace PuppetEngine.Engine.Memory.Index;

/// <summary>The words of a text as the index holds them: 64-bit hashes with their counts. The hash is stored and never changes.</summary>
internal static class MemoryTerms
{
    /// <summary>The distinct words with how often each stands there, 255 at most.</summary>
    internal static Dictionary<ulong, byte> Count(string text, out int words)
    {
        var tokens = LexicalTokenizer.Tokenize(text);
        var counts = new Dictionary<ulong, byte>(tokens.Count);
        foreach (var token in tokens)
        {
            var hash = Hash(token);
            counts.TryGetValue(hash, out var count);
            counts[hash] = count == byte.MaxValue ? count : (byte)(count + 1);
        }

        words = tokens.Count;
        return counts;
    }

    /// <summary>The distinct words of a question.</summary>
    internal static ulong[] Distinct(string text) => [.. LexicalTokenizer.Tokenize(text).Select(Hash).Distinct()];

    /// <summary>FNV-1a over UTF-16 units with a last mixing.</summary>
    internal static ulong Hash(string word)
    {
        const ulong Prime = 1099511628211;
        var hash = 14695981039346656037UL;
        foreach (var c in word)
        {
            hash = (hash ^ c) * Prime;
        }

        hash ^= hash >> 32;
        hash *= 0xd6e8feb86659fd93;
        return hash ^ (hash >> 32);
    }
}
