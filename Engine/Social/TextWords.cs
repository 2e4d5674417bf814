using System.Globalization;
using System.Text;

namespace PuppetEngine.Engine.Social;

/// <summary>Splits texts into comparable words.</summary>
internal static class TextWords
{
    private const ulong HashStart = 14695981039346656037;
    private const ulong HashPrime = 1099511628211;

    /// <summary>The text in compatibility form without invisible characters: what a reader sees, whatever it was made of.</summary>
    internal static string Visible(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text;
        }

        var shown = new StringBuilder(text.Length);
        Span<char> units = stackalloc char[2];
        foreach (var rune in Compatible(text).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned) && rune.Value is not (>= 0xFE00 and <= 0xFE0F))
            {
                shown.Append(units[..rune.EncodeToUtf16(units)]);
            }
        }

        return shown.ToString();
    }

    /// <summary>The words in lower case: runs of letters, digits, marks and inner apostrophes.</summary>
    internal static List<string> Of(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        Span<char> units = stackalloc char[2];
        foreach (var rune in Visible(text).EnumerateRunes())
        {
            if (IsOfWord(rune))
            {
                word.Append(units[..Rune.ToLowerInvariant(rune).EncodeToUtf16(units)]);
            }
            else if (word.Length > 0 && !IsApostrophe(rune))
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        if (word.Length > 0)
        {
            words.Add(word.ToString());
        }

        return words;
    }

    /// <summary>
    /// The same words, each as a 64-bit hash (FNV-1a of its letters), for those who only compare them: a check of a draft reads a whole
    /// prompt and twenty posts, and keeps none of their words.
    /// </summary>
    internal static List<ulong> Hashes(string text)
    {
        var words = new List<ulong>(text.Length / 5);
        var (hash, length) = (HashStart, 0);
        foreach (var rune in Visible(text).EnumerateRunes())
        {
            if (IsOfWord(rune))
            {
                hash = (hash ^ (uint)Rune.ToLowerInvariant(rune).Value) * HashPrime;
                length++;
            }
            else if (length > 0 && !IsApostrophe(rune))
            {
                words.Add(hash);
                (hash, length) = (HashStart, 0);
            }
        }

        if (length > 0)
        {
            words.Add(hash);
        }

        return words;
    }

    /// <summary>All runs of so many consecutive words, each as one hash; none where the text has fewer words.</summary>
    internal static HashSet<ulong> Runs(List<ulong> words, int length)
    {
        var runs = new HashSet<ulong>(Math.Max(0, words.Count - length + 1));
        for (var start = 0; start + length <= words.Count; start++)
        {
            runs.Add(RunAt(words, start, length));
        }

        return runs;
    }

    /// <summary>The run of words from a place on, as one hash.</summary>
    internal static ulong RunAt(List<ulong> words, int start, int length)
    {
        var hash = HashStart;
        for (var i = start; i < start + length; i++)
        {
            // The finishing step of SplitMix64, so that the order of the words counts.
            hash = (hash ^ words[i]) * HashPrime;
            hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9;
            hash ^= hash >> 27;
        }

        return hash;
    }

    private static bool IsOfWord(Rune rune) =>
        Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsApostrophe(Rune rune) => rune.Value is '\'' or 0x2019;

    private static string Compatible(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            return text;
        }
    }
}
