using System.Security.Cryptography;

namespace PuppetEngine.Providers.Solana.Keys;

/// <summary>
/// Base58 with Bitcoin's alphabet, as Solana writes keys, signatures and blockhashes: big-endian, one leading <c>1</c> for each leading zero
/// byte. The cost grows with the square of the length, so it is for at most <see cref="MaxBytes"/> bytes; longer payloads are base64.
/// </summary>
public static class Base58
{
    /// <summary>The longest value that is read or written, in bytes.</summary>
    public const int MaxBytes = 128;

    private const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    /// <summary>138 characters carry 100 bytes; two more for rounding.</summary>
    private const int MaxCharacters = (MaxBytes * 138 / 100) + 2;

    /// <summary>The text of some bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">They are more than <see cref="MaxBytes"/>.</exception>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, MaxBytes, nameof(bytes));
        Span<byte> digits = stackalloc byte[MaxCharacters];
        var count = 0;
        foreach (var value in bytes)
        {
            int carry = value;
            for (var i = 0; i < count || carry > 0; i++)
            {
                carry += i < count ? digits[i] << 8 : 0;
                digits[i] = (byte)(carry % 58);
                carry /= 58;
                count = Math.Max(count, i + 1);
            }
        }

        var zeros = LeadingRun<byte>(bytes, 0);
        Span<char> text = stackalloc char[zeros + count];
        text[..zeros].Fill('1');
        for (var i = 0; i < count; i++)
        {
            text[zeros + i] = Alphabet[digits[count - 1 - i]];
        }

        return new string(text);
    }

    /// <summary>Reads a text into a place of the caller, so that a secret needs no copy that nobody clears.</summary>
    /// <param name="text">The text, without spaces.</param>
    /// <param name="destination">Where the bytes go, from its start.</param>
    /// <param name="written">How many bytes the text holds.</param>
    /// <returns>False for a foreign character, an empty text, or more bytes than the place has.</returns>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> destination, out int written)
    {
        written = 0;
        if (text.Length is 0 or > MaxCharacters)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[MaxBytes];
        try
        {
            var count = 0;
            foreach (var character in text)
            {
                var carry = Alphabet.IndexOf(character, StringComparison.Ordinal);
                if (carry < 0)
                {
                    return false;
                }

                for (var i = 0; i < count || carry > 0; i++)
                {
                    if (i == MaxBytes)
                    {
                        return false;
                    }

                    carry += i < count ? bytes[i] * 58 : 0;
                    bytes[i] = (byte)carry;
                    carry >>= 8;
                    count = Math.Max(count, i + 1);
                }
            }

            var zeros = LeadingRun<char>(text, '1');
            if (zeros + count > destination.Length)
            {
                return false;
            }

            written = zeros + count;
            destination[..zeros].Clear();
            for (var i = 0; i < count; i++)
            {
                destination[zeros + i] = bytes[count - 1 - i];
            }

            return true;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private static int LeadingRun<T>(ReadOnlySpan<T> values, T zero)
        where T : IEquatable<T>
    {
        var run = values.IndexOfAnyExcept(zero);
        return run < 0 ? values.Length : run;
    }
}
