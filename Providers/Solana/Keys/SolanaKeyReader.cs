using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;

namespace PuppetEngine.Providers.Solana.Keys;

/// <summary>Recognises the format of a written secret, reads it, and checks its public half. All intermediate bytes are cleared.</summary>
internal static class SolanaKeyReader
{
    private const int SecretSize = 32;
    private const int PairSize = 64;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    internal static SolanaKeyPair Read(ReadOnlySpan<char> text, out SolanaKeyFormat format)
    {
        var trimmed = text.Trim();
        // One byte more than a pair, so that a list that is too long is seen as such.
        Span<byte> bytes = stackalloc byte[PairSize + 1];
        try
        {
            (format, var count) = Decode(trimmed, bytes);
            if (count is not (SecretSize or PairSize))
            {
                throw new SolanaKeyException(format, $"A key in the format {NameOf(format)} holds 32 or 64 bytes, this one does not. Export it again, whole.");
            }

            var pair = new SolanaKeyPair(bytes[..SecretSize]);
            if (count == PairSize && !pair.Address.Span.SequenceEqual(bytes[SecretSize..PairSize]))
            {
                pair.Dispose();
                throw new SolanaKeyException(format, $"The public half of the key ({NameOf(format)}) does not fit its secret half: a part of it was changed or mixed up. Export it again.");
            }

            return pair;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    internal static string NameOf(SolanaKeyFormat format) => format switch
    {
        SolanaKeyFormat.Base58KeyPair => "base58 of 64 bytes",
        SolanaKeyFormat.Base58Secret => "base58 of 32 bytes",
        SolanaKeyFormat.JsonArray => "JSON array of numbers",
        SolanaKeyFormat.CommaList => "numbers with commas",
        SolanaKeyFormat.Hex => "hexadecimal",
        _ => "unknown",
    };

    private static (SolanaKeyFormat Format, int Count) Decode(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        if (text.IsEmpty)
        {
            throw new SolanaKeyException(SolanaKeyFormat.Unknown, "The key is empty.");
        }

        if (text[0] == '[')
        {
            return text[^1] == ']'
                ? (SolanaKeyFormat.JsonArray, Numbers(text[1..^1], bytes, SolanaKeyFormat.JsonArray))
                : throw new SolanaKeyException(SolanaKeyFormat.JsonArray, "The key begins as a JSON array and does not end as one. Export it again, whole.");
        }

        if (text.Contains(','))
        {
            return (SolanaKeyFormat.CommaList, Numbers(text, bytes, SolanaKeyFormat.CommaList));
        }

        var digits = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
        if (digits.Length != text.Length || (digits.Length is PairSize or 2 * PairSize && digits.IndexOfAnyExcept(HexDigits) < 0))
        {
            return digits.Length is 2 * SecretSize or 2 * PairSize && Convert.FromHexString(digits, bytes, out _, out var read) == OperationStatus.Done
                ? (SolanaKeyFormat.Hex, read)
                : throw new SolanaKeyException(SolanaKeyFormat.Hex, "A hexadecimal key has 64 or 128 digits from 0 to 9 and a to f.");
        }

        if (Base58.TryDecode(text, bytes, out var count))
        {
            return (count > SecretSize ? SolanaKeyFormat.Base58KeyPair : SolanaKeyFormat.Base58Secret, count);
        }

        throw new SolanaKeyException(SolanaKeyFormat.Unknown,
            "The key is in none of the known formats: base58 of 64 or 32 bytes, a JSON array of 64 numbers, the numbers with commas, or hexadecimal digits.");
    }

    private static int Numbers(ReadOnlySpan<char> list, Span<byte> bytes, SolanaKeyFormat format)
    {
        var count = 0;
        foreach (var range in list.Split(','))
        {
            // What is too many is counted, not kept.
            if (count == bytes.Length)
            {
                return count;
            }

            if (!byte.TryParse(list[range].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out bytes[count]))
            {
                throw new SolanaKeyException(format, $"In a key in the format {NameOf(format)} each entry is a number from 0 to 255; entry {count + 1} is not.");
            }

            count++;
        }

        return count;
    }
}
