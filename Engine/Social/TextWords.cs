using System.Globalization;
using System.Text;

namespace PuppetEngine.Engine.Social;

/// <summary>Splits texts into comparable words.</summary>
internal static class TextWords
{
    /// <summary>The text in compatibility form without invisible characters: what a reader sees, whatever it was made of.</summary>
    internal static string Visible(string text)
    {
        var shown = new StringBuilder(text.Length);
        foreach (var rune in Compatible(text).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned) && rune.Value is not (>= 0xFE00 and <= 0xFE0F))
            {
                shown.Append(rune.ToString());
            }
        }

        return shown.ToString();
    }

    /// <summary>The words in lower case: runs of letters, digits, marks and inner apostrophes.</summary>
    internal static List<string> Of(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in Visible(text).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
            {
                word.Append(Rune.ToLowerInvariant(rune).ToString());
            }
            else if (word.Length > 0 && rune.Value is not ('\'' or 0x2019))
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
