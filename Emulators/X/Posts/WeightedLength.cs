using System.Text;

namespace PuppetEngine.Emulators.X.Posts;

/// <summary>Length of a post as X counts it: configuration 3 of twitter-text (maximum 280, links 23, emoji 2).</summary>
internal static class WeightedLength
{
    public const int Maximum = 280;

    /// <summary>Maximum of premium accounts.</summary>
    public const int PremiumMaximum = 25_000;

    private const int Scale = 100;
    private const int Heavy = 200;
    private const int Light = 100;
    private const int Url = 23 * Scale;

    public static int Of(string text)
    {
        var normalized = text.Normalize(NormalizationForm.FormC);
        var urls = UrlFinder.Find(normalized);
        var total = 0;
        var next = 0;
        for (var i = 0; i < normalized.Length;)
        {
            if (next < urls.Count && urls[next].Index == i)
            {
                total += Url;
                i += urls[next++].Length;
            }
            else if (char.IsAsciiLetter(normalized[i]) || normalized[i] == ' ')
            {
                total += Light;
                i++;
            }
            else if (EmojiSequence.Length(normalized, i) is var emoji and > 0)
            {
                total += Heavy;
                i += emoji;
            }
            else
            {
                var rune = Rune.TryGetRuneAt(normalized, i, out var whole) ? whole : Rune.ReplacementChar;
                total += IsLight(rune.Value) ? Light : Heavy;
                i += rune == Rune.ReplacementChar ? 1 : rune.Utf16SequenceLength;
            }
        }

        return total / Scale;
    }

    /// <summary>Characters that no post may contain.</summary>
    public static bool HasInvalidCharacter(string text) => text.AsSpan().IndexOfAny('\uFFFE', '\uFEFF', '\uFFFF') >= 0;

    private static bool IsLight(int codePoint) =>
        codePoint is <= 4351 or (>= 8192 and <= 8205) or (>= 8208 and <= 8223) or (>= 8242 and <= 8247);
}
