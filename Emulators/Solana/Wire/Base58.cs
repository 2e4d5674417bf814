namespace PuppetEngine.Emulators.Solana.Wire;

/// <summary>Bitcoin's alphabet of 58 digits, in which keys, signatures and hashes are written. A leading zero byte is a leading <c>1</c>.</summary>
internal static class Base58
{
    private const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var zeros = bytes.IndexOfAnyExcept((byte)0) is var first && first < 0 ? bytes.Length : first;
        // log(256) / log(58) is just under 1.366.
        Span<byte> digits = new byte[((bytes.Length - zeros) * 1366 / 1000) + 1];
        var length = 0;
        foreach (var b in bytes[zeros..])
        {
            int carry = b;
            var i = 0;
            for (; carry != 0 || i < length; i++)
            {
                carry += 256 * digits[i];
                digits[i] = (byte)(carry % 58);
                carry /= 58;
            }

            length = i;
        }

        Span<char> text = new char[zeros + length];
        text[..zeros].Fill(Alphabet[0]);
        for (var i = 0; i < length; i++)
        {
            text[zeros + i] = Alphabet[digits[length - 1 - i]];
        }

        return new string(text);
    }

    /// <summary>The bytes of a text; null where a character is no digit.</summary>
    public static byte[]? TryDecode(string text)
    {
        var zeros = 0;
        while (zeros < text.Length && text[zeros] == Alphabet[0])
        {
            zeros++;
        }

        var bytes = new byte[text.Length - zeros];
        var length = 0;
        foreach (var c in text.AsSpan(zeros))
        {
            var carry = Alphabet.IndexOf(c, StringComparison.Ordinal);
            if (carry < 0)
            {
                return null;
            }

            var i = 0;
            for (; carry != 0 || i < length; i++)
            {
                carry += 58 * bytes[i];
                bytes[i] = (byte)carry;
                carry >>= 8;
            }

            length = i;
        }

        var result = new byte[zeros + length];
        for (var i = 0; i < length; i++)
        {
            result[zeros + i] = bytes[length - 1 - i];
        }

        return result;
    }
}
