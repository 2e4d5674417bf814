using System.Collections.Immutable;
using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Wire;

namespace PuppetEngine.Providers.Solana.Transactions;

/// <summary>Reads a transaction's bytes from the front, and refuses whatever is cut short or written in a second way.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>What is still to be read.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    public byte Byte() => Take(1)[0];

    public PublicKey Key() => new(Take(PublicKey.Size));

    public ImmutableArray<byte> Bytes() => [.. Take(Length())];

    /// <summary>A list's length; each of its entries takes at least a byte, so that no length asks for more memory than the packet has.</summary>
    public int Length()
    {
        if (!ShortVec.TryRead(_rest, out var value, out var read))
        {
            throw new TransactionFormatException(TransactionProblem.LengthNotCanonical, "A length in the transaction is cut, written longer than needed, or beyond 65,535.");
        }

        _rest = _rest[read..];
        return value <= _rest.Length ? value : throw Truncated();
    }

    public ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
        {
            throw Truncated();
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    public readonly void End()
    {
        if (!_rest.IsEmpty)
        {
            throw new TransactionFormatException(TransactionProblem.TrailingBytes, $"{_rest.Length} bytes follow after the end of the transaction.");
        }
    }

    private static TransactionFormatException Truncated() => new(TransactionProblem.Truncated, "The transaction ends in the middle.");
}
