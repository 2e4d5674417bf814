using System.Runtime.CompilerServices;
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
    private const int Step = 8;
    private const int Piece = 2 * Step;
    private const int Shortest = 8;
    private const int OnStack = 512;

    // A Mersenne prime: hashes are polynomials over it, at a random point that nobody outside this process knows.
    private const ulong Prime = (1UL << 61) - 1;

    private readonly ulong _point = (BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) % (Prime - 2)) + 2;

    // The point to the power of a piece's length less one: what the letter that leaves a window counted.
    private readonly ulong[] _leaving = new ulong[Piece + 1];

    private readonly Lock _gate = new();

    // A piece is one number: its length less the shortest in the four highest bits, its hash in the others.
    private readonly Dictionary<string, ulong[]> _bySource = new(StringComparer.Ordinal);

    // By length of piece, the shortest first; each with the number of sources that have it.
    private readonly PieceTable[] _pieces = [.. Enumerable.Range(Shortest, Piece - Shortest + 1).Select(_ => new PieceTable())];

    // Filled anew by every source, one after another.
    private readonly List<ulong> _found = [];

    /// <summary>Knows nothing yet.</summary>
    public SecretShingles()
    {
        _leaving[1] = 1;
        for (var length = 2; length <= Piece; length++)
        {
            _leaving[length] = Multiply(_leaving[length - 1], _point);
        }
    }

    /// <summary>Sets what a source holds at present, in the place of what it held before.</summary>
    /// <param name="source">Where the values come from, as in <c>store:x/ada</c>.</param>
    /// <param name="values">Its values; none forgets the source.</param>
    public void Set(string source, IEnumerable<string> values)
    {
        lock (_gate)
        {
            _found.Clear();
            foreach (var value in values)
            {
                AddPieces(value);
            }

            if (_bySource.Remove(source, out var former))
            {
                foreach (var piece in former)
                {
                    TableOf(piece).Remove(piece);
                }
            }

            if (_found.Count > 0)
            {
                _bySource[source] = [.. _found];
                foreach (var piece in _found)
                {
                    TableOf(piece).Add(piece);
                }
            }
        }
    }

    /// <inheritdoc/>
    public bool Holds(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        lock (_gate)
        {
            return _bySource.Count > 0 && Forms(text).Any(HoldsPiece);
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
        var plain = text.Length <= OnStack ? stackalloc char[OnStack] : new char[text.Length];
        return plain[..Plain(text, plain)].ToString();
    }

    /// <summary>Writes the letters and digits of a text in capitals.</summary>
    /// <returns>How many there are.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Plain(string text, Span<char> plain)
    {
        var length = 0;
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c))
            {
                plain[length++] = char.ToUpperInvariant(c);
            }
        }

        return length;
    }

    // Run for each of perhaps half a million stored values while a silo starts, hence without sequences, sets and strings in between; and well
    // compiled from the first on, for it is done before anything could be found to be hot.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddPieces(string value)
    {
        var visible = TextWords.Visible(value);
        var buffer = visible.Length <= OnStack ? stackalloc char[OnStack] : new char[visible.Length];
        ReadOnlySpan<char> plain = buffer[..Plain(visible, buffer)];
        if (plain.Length < Shortest || (plain.Length < Piece && IsWord(value)))
        {
            return;
        }

        var length = Math.Min(plain.Length, Piece);
        var last = plain.Length - length;
        if (last > 0)
        {
            // A piece is two steps: each step is hashed once, for the piece that it ends and for the one that it begins.
            var begun = HashOf(plain[..Step]);
            for (var start = 0; start < last; start += Step)
            {
                var ended = HashOf(plain.Slice(start + Step, Step));
                _found.Add(PieceOf(Piece, Add(Multiply(begun, _leaving[Step + 1]), ended)));
                begun = ended;
            }
        }

        _found.Add(PieceOf(length, HashOf(plain.Slice(last, length))));
    }

    private static ulong PieceOf(int length, ulong hash) => ((ulong)(length - Shortest) << 60) | (hash & PieceTable.HashMask);

    private PieceTable TableOf(ulong piece) => _pieces[(int)(piece >> 60)];

    private static bool IsWord(string value) => value.Trim() is var word && (word.All(char.IsLower) || word.All(char.IsUpper) || (char.IsUpper(word[0]) && word.Skip(1).All(char.IsLower)));

    private bool HoldsPiece(string plain)
    {
        for (var length = Shortest; length <= Math.Min(Piece, plain.Length); length++)
        {
            var pieces = _pieces[length - Shortest];
            if (pieces.IsEmpty)
            {
                continue;
            }

            // Rolls through the text: takes the next letter in and the one that left the window out.
            var hash = HashOf(plain.AsSpan(0, length));
            for (var end = length; ; end++)
            {
                if (pieces.Contains(hash))
                {
                    return true;
                }

                if (end == plain.Length)
                {
                    break;
                }

                hash = Add(hash, Prime - Multiply(plain[end - length], _leaving[length]));
                hash = Add(Multiply(hash, _point), plain[end]);
            }
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    [GeneratedRegex("[A-Za-z0-9+/_-]{10,}", RegexOptions.CultureInvariant)]
    private static partial Regex Encoded();
}
