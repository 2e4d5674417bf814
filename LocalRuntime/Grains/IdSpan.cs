using System.Text;

namespace Orleans.Runtime;

/// <summary>A part of a grain's id: UTF-8 bytes with their stable hash.</summary>
public readonly struct IdSpan : IEquatable<IdSpan>, IComparable<IdSpan>
{
    private readonly byte[]? _value;
    private readonly int _hash;

    /// <summary>Takes the bytes; they must not change afterwards.</summary>
    public IdSpan(byte[] value)
    {
        _value = value;
        _hash = unchecked((int)StableHash.ComputeHash(value));
    }

    /// <summary>True for no bytes.</summary>
    public bool IsDefault => _value is null || _value.Length == 0;

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Value => _value;

    /// <summary>The UTF-8 bytes of a text.</summary>
    public static IdSpan Create(string id) => new(Encoding.UTF8.GetBytes(id));

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> AsSpan() => _value;

    /// <summary>A hash that is the same on every machine and in every process.</summary>
    public uint GetUniformHashCode() => unchecked((uint)_hash);

    /// <inheritdoc />
    public int CompareTo(IdSpan other) => AsSpan().SequenceCompareTo(other.AsSpan());

    /// <inheritdoc />
    public bool Equals(IdSpan obj) => ReferenceEquals(_value, obj._value) || (_hash == obj._hash && AsSpan().SequenceEqual(obj.AsSpan()));

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is IdSpan other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => _hash;

    /// <inheritdoc />
    public override string ToString() => _value is null ? "" : Encoding.UTF8.GetString(_value);

    /// <summary>Compares two parts.</summary>
    public static bool operator ==(IdSpan left, IdSpan right) => left.Equals(right);

    /// <summary>Compares two parts.</summary>
    public static bool operator !=(IdSpan left, IdSpan right) => !left.Equals(right);
}
