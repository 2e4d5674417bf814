using System.Globalization;
using System.Text;

namespace PuppetEngine.Engine.Memory;

/// <summary>
/// Cuts a text into the words that lexical search compares: runs of letters and digits, without case and accents; of scripts that write
/// no spaces (Han, Kana, Thai and their neighbours) each character is a word. The same cut serves the index and the query.
/// </summary>
public static class LexicalTokenizer
{
    /// <summary>Characters of a word at most; what is longer is cut, so that no blob becomes an index entry.</summary>
    public const int MostCharacters = 40;

    /// <summary>The words in order, with repetitions.</summary>
    public static List<string> Tokenize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in text.Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
            {
                continue;
            }

            if (!Rune.IsLetterOrDigit(rune) || IsUnspaced(rune))
            {
                Flush(words, word);
                if (IsUnspaced(rune))
                {
                    words.Add(rune.ToString());
                }

                continue;
            }

            if (word.Length < MostCharacters)
            {
                word.Append(Rune.ToLowerInvariant(rune).ToString());
            }
        }

        Flush(words, word);
        return words;
    }

    private static void Flush(List<string> words, StringBuilder word)
    {
        if (word.Length > 0)
        {
            words.Add(word.ToString());
            word.Clear();
        }
    }

    private static bool IsUnspaced(Rune rune) => rune.Value is
        (>= 0x3041 and <= 0x30FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0x20000 and <= 0x3134F)
        or (>= 0x0E01 and <= 0x0EDF) or (>= 0x1780 and <= 0x17DC);
}
