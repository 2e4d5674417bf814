namespace PuppetEngine.Emulators.Control;

/// <summary>A pattern over "METHOD /path": <c>*</c> stands for anything, and a pattern without a method fits every method.</summary>
internal sealed class Glob(string pattern)
{
    private readonly string _pattern = pattern.StartsWith('/') ? "* " + pattern : pattern;

    public bool Matches(string text) => Matches(_pattern, text);

    private static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        while (!pattern.IsEmpty)
        {
            if (pattern[0] == '*')
            {
                for (var i = 0; i <= text.Length; i++)
                {
                    if (Matches(pattern[1..], text[i..]))
                    {
                        return true;
                    }
                }

                return false;
            }

            if (text.IsEmpty || char.ToUpperInvariant(pattern[0]) != char.ToUpperInvariant(text[0]))
            {
                return false;
            }

            pattern = pattern[1..];
            text = text[1..];
        }

        return text.IsEmpty;
    }
}
