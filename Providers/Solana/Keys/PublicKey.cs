using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace PuppetEngine.Providers.Solana.Keys;

/// <summary>
/// An address on Solana: 32 bytes, written in base58. It is a wallet's Ed25519 key, or a program derived address that is no key at all
/// (<see cref="Ed25519Curve.IsOnCurve"/> tells them apart). The default value is the system program, <c>1111…</c>.
/// </summary>
public readonly struct PublicKey : IEquatable<PublicKey>, IComparable<PublicKey>
{
    /// <summary>Its length in bytes.</summary>
    public const int Size = 32;

    private readonly Bytes _bytes;

    /// <summary>Takes 32 bytes over.</summary>
    /// <exception cref="ArgumentException">They are not 32.</exception>
    public PublicKey(ReadOnlySpan<byte> key)
    {
        if (key.Length != Size)
        {
            throw new ArgumentException($"A Solana address has {Size} bytes, not {key.Length}.", nameof(key));
        }

        key.CopyTo(_bytes);
    }

    /// <summary>The 32 bytes, of this very value.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Span => _bytes;

    /// <summary>Whether two addresses are the same.</summary>
    public static bool operator ==(PublicKey left, PublicKey right) => left.Equals(right);

    /// <summary>Whether two addresses differ.</summary>
    public static bool operator !=(PublicKey left, PublicKey right) => !left.Equals(right);

    /// <summary>Reads base58.</summary>
    /// <exception cref="FormatException">It is not the base58 of 32 bytes.</exception>
    public static PublicKey Parse(string text) => TryParse(text, out var key)
        ? key
        : throw new FormatException("A Solana address is the base58 of 32 bytes: 32 to 44 letters and digits without 0, O, I and l.");

    /// <summary>Reads base58; false if it is not that of 32 bytes.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out PublicKey key)
    {
        Span<byte> decoded = stackalloc byte[Size];
        var valid = text.Length <= 44 && Base58.TryDecode(text, decoded, out var written) && written == Size;
        key = valid ? new PublicKey(decoded) : default;
        return valid;
    }

    /// <summary>A copy of the 32 bytes.</summary>
    public byte[] ToArray() => Span.ToArray();

    /// <summary>The base58 text.</summary>
    public override string ToString() => Base58.Encode(_bytes);

    /// <inheritdoc/>
    public bool Equals(PublicKey other) => Span.SequenceEqual(other.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is PublicKey other && Equals(other);

    /// <summary>The order of the bytes, as the runtime sorts addresses.</summary>
    public int CompareTo(PublicKey other) => Span.SequenceCompareTo(other.Span);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        // Addresses may be ground to begin alike, so the seeded hash of all bytes, never a part of them.
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
