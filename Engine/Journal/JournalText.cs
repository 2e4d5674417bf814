using System.Text;

namespace PuppetEngine.Engine.Journal;

/// <summary>Texts of the journal hold no control characters and no broken surrogates, so that every database and terminal gives them back as they were hashed.</summary>
internal static class JournalText
{
    internal static void ThrowIfUnfit(string text, string name, bool required)
    {
        ArgumentNullException.ThrowIfNull(text, name);
        if ((required && text.Length == 0) || !IsClean(text))
        {
            throw new ArgumentException(
                $"A journal's {name} has {(text.Length == 0 ? "no text" : "a control character or half a character")}. Give it printable text.", name);
        }
    }

    /// <summary>The text with each control character and each half of a character as a space.</summary>
    internal static string OneLine(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (IsClean(text))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // An unpaired surrogate is enumerated as the replacement character.
            clean.Append(Rune.IsControl(rune) || rune == Rune.ReplacementChar ? " " : rune.ToString());
        }

        return clean.ToString();
    }

    private static bool IsClean(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsControl(c) || c == '\uFFFD')
            {
                return false;
            }

            if (char.IsSurrogate(c) && (!char.IsHighSurrogate(c) || ++i == text.Length || !char.IsLowSurrogate(text[i])))
            {
                return false;
            }
        }

        return true;
    }
}
