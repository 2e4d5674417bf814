using System.Text;

namespace PuppetEngine.Engine.Social;

/// <summary>Measures emoji sequences by their structure (UTS #51): flags, keycaps, tags, skin tones, variation selectors, and joined ones.</summary>
internal static class EmojiScanner
{
    private const int Joiner = 0x200D;
    private const int Variation = 0xFE0F;
    private const int Keycap = 0x20E3;

    /// <summary>Emoji beyond the first plane that are shown as text unless a variation selector follows.</summary>
    private static readonly (int From, int To)[] TextByDefault =
    [
        (0x1F170, 0x1F171), (0x1F17E, 0x1F17F), (0x1F202, 0x1F202), (0x1F237, 0x1F237), (0x1F321, 0x1F32C), (0x1F336, 0x1F336),
        (0x1F37D, 0x1F37D), (0x1F396, 0x1F39F), (0x1F3CB, 0x1F3CE), (0x1F3D4, 0x1F3DF), (0x1F3F3, 0x1F3F7), (0x1F43F, 0x1F43F),
        (0x1F441, 0x1F441), (0x1F4FD, 0x1F4FD), (0x1F549, 0x1F54A), (0x1F56F, 0x1F579), (0x1F587, 0x1F590), (0x1F5A5, 0x1F5FA),
        (0x1F6CB, 0x1F6CF), (0x1F6E0, 0x1F6F3),
    ];

    private static readonly (int From, int To)[] Plane0 =
    [
        (0x00A9, 0x00A9), (0x00AE, 0x00AE), (0x203C, 0x203C), (0x2049, 0x2049), (0x2122, 0x2122), (0x2139, 0x2139), (0x2194, 0x21AA),
        (0x231A, 0x23FF), (0x24C2, 0x24C2), (0x25AA, 0x25FE), (0x2600, 0x27BF), (0x2934, 0x2935), (0x2B05, 0x2B55), (0x3030, 0x3030),
        (0x303D, 0x303D), (0x3297, 0x3297), (0x3299, 0x3299),
    ];

    /// <summary>The length in UTF-16 units of the emoji sequence at the start; 0 when there is none.</summary>
    internal static int Measure(ReadOnlySpan<char> text)
    {
        var first = At(text, 0);
        if (first is '#' or '*' or (>= '0' and <= '9'))
        {
            var at = At(text, 1) == Variation ? 2 : 1;
            return At(text, at) == Keycap ? at + 1 : 0;
        }

        if (IsRegional(first))
        {
            return IsRegional(At(text, 2)) ? 4 : 2;
        }

        var length = Element(text);
        while (length > 0 && At(text, length) == Joiner && Element(text[(length + 1)..]) is > 0 and var next)
        {
            length += 1 + next;
        }

        return length;
    }

    /// <summary>One emoji with what modifies it.</summary>
    private static int Element(ReadOnlySpan<char> text)
    {
        var code = At(text, 0);
        var isFirstPlane = Within(Plane0, code);
        if (!isFirstPlane && code is not (>= 0x1F000 and <= 0x1FAFF))
        {
            return 0;
        }

        var length = Units(code);
        if (At(text, length) == Variation && (isFirstPlane || Within(TextByDefault, code)))
        {
            length++;
        }
        else if (code is 0x00A9 or 0x00AE)
        {
            // These two are letters unless a selector says otherwise.
            return 0;
        }
        else if (IsSkinTone(At(text, length)) && !IsSkinTone(code))
        {
            length += 2;
        }

        if (code == 0x1F3F4 && IsTag(At(text, length)))
        {
            while (IsTag(At(text, length)))
            {
                length += 2;
            }
        }

        return length;
    }

    private static int At(ReadOnlySpan<char> text, int index) =>
        index < text.Length && Rune.DecodeFromUtf16(text[index..], out var rune, out _) == System.Buffers.OperationStatus.Done ? rune.Value : -1;

    private static int Units(int code) => code > 0xFFFF ? 2 : 1;

    private static bool IsRegional(int code) => code is >= 0x1F1E6 and <= 0x1F1FF;

    private static bool IsSkinTone(int code) => code is >= 0x1F3FB and <= 0x1F3FF;

    private static bool IsTag(int code) => code is >= 0xE0020 and <= 0xE007F;

    private static bool Within((int From, int To)[] ranges, int code)
    {
        foreach (var (from, to) in ranges)
        {
            if (code >= from && code <= to)
            {
                return true;
            }
        }

        return false;
    }
}
