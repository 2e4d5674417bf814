using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace PuppetEngine.Providers.Solana.Keys;

/// <summary>An Ed25519 signature: 64 bytes, written in base58. The first one of a transaction is its name on the chain.</summary>
public readonly struct Signature : IEquatable<Signature>
{
    /// <summary>Its length in bytes.</summary>
    public const int Size = 64;

    private readonly Bytes _bytes;

    /// <summary>Takes 64 bytes over.</summary>
    /// <exception cref="ArgumentException">They are not 64.</exception>
    public Signature(ReadOnlySpan<byte> signature)
    {
        if (signature.Length != Size)
        {
            throw new ArgumentException($"A signature has {Size} bytes, not {signature.Length}.", nameof(signature));
        }

        signature.CopyTo(_bytes);
    }

    /// <summary>The 64 bytes, of this very value.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Span => _bytes;

    /// <summary>Whether it is the row of zeros that holds the place of a signature still to be made.</summary>
    public bool IsPlaceholder => Span.IndexOfAnyExcept((byte)0) < 0;

    /// <summary>Whether two signatures are the same.</summary>
    public static bool operator ==(Signature left, Signature right) => left.Equals(right);

    /// <summary>Whether two signatures differ.</summary>
    public static bool operator !=(Signature left, Signature right) => !left.Equals(right);

    /// <summary>Reads base58.</summary>
    /// <exception cref="FormatException">It is not the base58 of 64 bytes.</exception>
    public static Signature Parse(string text) => TryParse(text, out var signature)
        ? signature
        : throw new FormatException("A transaction's signature is the base58 of 64 bytes: 64 to 88 letters and digits without 0, O, I and l.");

    /// <summary>Reads base58; false if it is not that of 64 bytes.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Signature signature)
    {
        Span<byte> decoded = stackalloc byte[Size];
        var valid = text.Length <= 88 && Base58.TryDecode(text, decoded, out var written) && written == Size;
        signature = valid ? new Signature(decoded) : default;
        return valid;
    }

    /// <summary>The base58 text.</summary>
    public override string ToString() => Base58.Encode(_bytes);

    /// <inheritdoc/>
    public bool Equals(Signature other) => Span.SequenceEqual(other.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Signature other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(_bytes);
        return hash.ToHashCode();
    }

    [InlineArray(Size)]
    private struct Bytes
    {
        private byte _first;
    }
}
