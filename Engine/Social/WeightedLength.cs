using System.Text;

namespace PuppetEngine.Engine.Social;

/// <summary>
/// The length of a text as X weighs it (twitter-text, configuration v3): NFC first; most letters of the Latin, Greek, Cyrillic, Arabic
/// and neighbouring scripts count 1, all else 2; an emoji sequence 2 whatever it is made of; a link 23 however long.
/// </summary>
public static class WeightedLength
{
    /// <summary>The longest post of an account without a subscription.</summary>
    public const int Maximum = 280;

    private const int UrlWeight = 23;

    /// <summary>The weighted length.</summary>
    public static int Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var normal = Compose(text);
        var weight = 0;
        var urls = UrlScanner.Find(normal);
        var url = 0;
        for (var at = 0; at < normal.Length;)
        {
            var (units, own) = Next(normal, at, urls, ref url);
            weight += own;
            at += units;
        }

        return weight;
    }

    /// <summary>The weight up to each place of a composed text; inside a link or an emoji it counts whole already.</summary>
    /// <param name="composed">The text, in NFC.</param>
    /// <param name="urls">Its links.</param>
    internal static int[] Running(string composed, List<FoundUrl> urls)
    {
        var running = new int[composed.Length + 1];
        var url = 0;
        for (var at = 0; at < composed.Length;)
        {
            var (units, own) = Next(composed, at, urls, ref url);
            Array.Fill(running, running[at] + own, at + 1, units);
            at += units;
        }

        return running;
    }

    /// <summary>The units and the weight of what stands at a place.</summary>
    private static (int Units, int Weight) Next(string normal, int at, List<FoundUrl> urls, ref int url)
    {
        if (url < urls.Count && urls[url].Index == at)
        {
            return (urls[url++].Length, UrlWeight);
        }

        if (EmojiScanner.Measure(normal.AsSpan(at)) is > 0 and var emoji)
        {
            return (emoji, 2);
        }

        Rune.DecodeFromUtf16(normal.AsSpan(at), out var rune, out var units);
        return (units, IsLight(rune.Value) ? 1 : 2);
    }

    /// <summary>Whether X takes the text at all: not empty, no forbidden character, not too long.</summary>
    /// <param name="text">The text.</param>
    /// <param name="maximum">The account's longest post.</param>
    public static bool IsValid(string text, int maximum = Maximum) => !HasInvalidCharacter(text) && Of(text) is > 0 and var weight && weight <= maximum;

    /// <summary>Whether the text holds a character that X refuses: a byte order mark, a non-character, or half of a pair.</summary>
    public static bool HasInvalidCharacter(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] is '\uFFFE' or '\uFEFF' or '\uFFFF'
                || (char.IsSurrogate(text[at]) && !(char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[++at]))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>NFC; text with half a pair or a non-character cannot be composed and is weighed as it stands.</summary>
    private static string Compose(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            return text;
        }
    }

    private static bool IsLight(int code) => code is (>= 0 and <= 4_351) or (>= 8_192 and <= 8_205) or (>= 8_208 and <= 8_223) or (>= 8_242 and <= 8_247);
}
