using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace PuppetEngine.Engine.Social;

/// <summary>
/// Secrets as salted hashes of short pieces: enough to find one in a text, and no value is kept. Letters and digits count, in any case
/// and with anything between them; URL, base64 and hexadecimal encodings are undone, and the text is read backwards too.
/// </summary>
/// <remarks>
/// A secret of 16 letters and digits or more is found by any run of 23 of its own (a piece of 16 begins at every eighth and at the end),
/// a shorter one as a whole. Passed over as words: what has fewer than eight, and fewer than 16 that are letters of one case only. Thread-safe.
/// </remarks>
public sealed partial class SecretShingles : ISecretSpotter
{
    private const int Piece = 16;
    private const int Step = 8;
    private const int Shortest = 8;

    // A Mersenne prime: hashes are polynomials over it, at a random point that nobody outside this process knows.
    private const ulong Prime = (1UL << 61) - 1;

    private readonly ulong _point = (BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) % (Prime - 2)) + 2;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (int Length, ulong Hash)[]> _bySource = new(StringComparer.Ordinal);

    // By length of piece; each hash with the number of sources that have it.
    private readonly SortedDictionary<int, Dictionary<ulong, int>> _pieces = [];

    /// <summary>Sets what a source holds at present, in the place of what it held before.</summary>
    /// <param name="source">Where the values come from, as in <c>store:x/ada</c>.</param>
    /// <param name="values">Its values; none forgets the source.</param>
    public void Set(string source, IEnumerable<string> values)
    {
        var found = new HashSet<(int Length, ulong Hash)>();
        foreach (var value in values)
        {
            AddPieces(found, value);
        }

        var pieces = found.ToArray();
        lock (_gate)
        {
            if (_bySource.Remove(source, out var former))
            {
                Array.ForEach(former, piece => Count(piece, -1));
            }

            if (pieces.Length > 0)
            {
                _bySource[source] = pieces;
                Array.ForEach(pieces, piece => Count(piece, +1));
            }
        }
    }

    /// <inheritdoc/>
    public bool Holds(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        lock (_gate)
        {
            return _pieces.Count > 0 && Forms(text).Any(HoldsPiece);
        }
    }

    /// <summary>Only how much it knows.</summary>
    public override string ToString() => $"SecretShingles {{ Sources = {_bySource.Count} }}";

    private static IEnumerable<string> Forms(string text)
    {
        var visible = TextWords.Visible(text);
        var plain = Plain(visible);
        yield return plain;
        yield return string.Concat(plain.Reverse());
        if (text.Contains('%', StringComparison.Ordinal))
        {
            yield return Plain(Uri.UnescapeDataString(visible));
        }

        foreach (var code in Encoded().Matches(visible).Select(run => run.Value))
        {
            for (var skip = 0; skip < 4; skip++)
            {
                yield return Plain(FromBase64(code[skip..]));
            }

            if (code.All(char.IsAsciiHexDigit))
            {
                yield return Plain(Encoding.Latin1.GetString(Convert.FromHexString(code[..(code.Length & ~1)])));
                yield return Plain(Encoding.Latin1.GetString(Convert.FromHexString(code[1..(((code.Length - 1) & ~1) + 1)])));
            }
        }
    }

    private static string FromBase64(string code)
    {
        var whole = code[..(code.Length & ~3)].Replace('-', '+').Replace('_', '/');
        var rest = code[whole.Length..].Replace('-', '+').Replace('_', '/');
        return Encoding.Latin1.GetString([.. Convert.FromBase64String(whole), .. rest.Length > 1 ? Convert.FromBase64String(rest.PadRight(4, '=')) : []]);
    }

    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c))
            {
                plain.Append(char.ToUpperInvariant(c));
            }
        }

        return plain.ToString();
    }

    // Run for each of perhaps a hundred thousand stored values while a silo starts, hence without sequences.
    private void AddPieces(HashSet<(int Length, ulong Hash)> pieces, string value)
    {
        var plain = Plain(TextWords.Visible(value));
        if (plain.Length < Shortest || (plain.Length < Piece && IsWord(value)))
        {
            return;
        }

        var length = Math.Min(plain.Length, Piece);
        var last = plain.Length - length;
        for (var start = 0; start < last; start += Step)
        {
            pieces.Add((length, HashOf(plain.AsSpan(start, length))));
        }

        pieces.Add((length, HashOf(plain.AsSpan(last, length))));
    }

    private static bool IsWord(string value) => value.Trim() is var word && (word.All(char.IsLower) || word.All(char.IsUpper) || (char.IsUpper(word[0]) && word.Skip(1).All(char.IsLower)));

    private bool HoldsPiece(string plain)
    {
        foreach (var (length, hashes) in _pieces)
        {
            if (plain.Length < length)
            {
                return false;
            }

            // Rolls through the text: takes the next letter in and the one that left the window out.
            var leaving = BigInteger.ModPow(_point, length - 1, Prime);
            var (factor, hash) = ((ulong)leaving, HashOf(plain.AsSpan(0, length)));
            for (var end = length; ; end++)
            {
                if (hashes.ContainsKey(hash))
                {
                    return true;
                }

                if (end == plain.Length)
                {
                    break;
                }

                hash = Add(hash, Prime - Multiply(plain[end - length], factor));
                hash = Add(Multiply(hash, _point), plain[end]);
            }
        }

        return false;
    }

    private ulong HashOf(ReadOnlySpan<char> plain)
    {
        var hash = 0UL;
        foreach (var c in plain)
        {
            hash = Add(Multiply(hash, _point), c);
        }

        return hash;
    }

    private static ulong Add(ulong a, ulong b) => (a + b) is var sum && sum >= Prime ? sum - Prime : a + b;

    private static ulong Multiply(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out var low);
        var sum = (low & Prime) + ((high << 3) | (low >> 61));
        return sum >= Prime ? sum - Prime : sum;
    }

    private void Count((int Length, ulong Hash) piece, int change)
    {
        if (!_pieces.TryGetValue(piece.Length, out var hashes))
        {
            _pieces[piece.Length] = hashes = [];
        }

        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(hashes, piece.Hash, out _);
        count += change;
        if (count == 0)
        {
            hashes.Remove(piece.Hash);
        }

        if (hashes.Count == 0)
        {
            _pieces.Remove(piece.Length);
        }
    }

    [GeneratedRegex("[A-Za-z0-9+/_-]{10,}", RegexOptions.CultureInvariant)]
    private static partial Regex Encoded();
}
