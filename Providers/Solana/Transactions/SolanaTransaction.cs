using System.Collections.Immutable;
using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Wire;

namespace PuppetEngine.Providers.Solana.Transactions;

/// <summary>
/// Signatures and the message that they sign. Immutable. Signing writes 64 bytes at the wallet's own place and leaves every other byte as it
/// was: a message is never written anew, so other parties' signatures stay valid and what was checked is what is signed.
/// </summary>
public sealed class SolanaTransaction
{
    /// <summary>The size of a packet less its headers: no transaction is larger, in bytes.</summary>
    public const int MaxSize = 1232;

    private readonly byte[] _bytes;

    private SolanaTransaction(byte[] bytes, ImmutableArray<Signature> signatures, TransactionMessage message)
    {
        _bytes = bytes;
        Signatures = signatures;
        Message = message;
    }

    /// <summary>The signatures, in the order of the message's signers; zeros hold the place of one still to be made.</summary>
    public ImmutableArray<Signature> Signatures { get; }

    /// <summary>What they sign.</summary>
    public TransactionMessage Message { get; }

    /// <summary>The transaction as it goes to the network.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>The fee payer's signature, which names the transaction on the chain. Zeros until it signed.</summary>
    public Signature Id => Signatures[0];

    /// <summary>The signers whose place is still empty.</summary>
    public ImmutableArray<PublicKey> MissingSigners => [.. Message.Signers.Where((_, index) => Signatures[index].IsPlaceholder)];

    /// <summary>Puts a message without any signature into a transaction.</summary>
    /// <exception cref="TransactionFormatException">With its signatures it would be larger than <see cref="MaxSize"/>.</exception>
    public static SolanaTransaction Unsigned(TransactionMessage message)
    {
        var signers = message.Header.RequiredSignatures;
        var prefix = ShortVec.SizeOf(signers);
        var bytes = new byte[prefix + (signers * Signature.Size) + message.Bytes.Length];
        ShortVec.Write(bytes, signers);
        message.Bytes.CopyTo(bytes.AsSpan(prefix + (signers * Signature.Size)));
        return Parse(bytes);
    }

    /// <summary>Reads a transaction.</summary>
    /// <exception cref="TransactionFormatException">The bytes are none, or have a second spelling.</exception>
    public static SolanaTransaction Parse(ReadOnlySpan<byte> transaction)
    {
        if (transaction.Length > MaxSize)
        {
            throw new TransactionFormatException(TransactionProblem.TooLarge, $"A transaction has at most {MaxSize} bytes, this one {transaction.Length}.");
        }

        var reader = new WireReader(transaction);
        var signatures = ImmutableArray.CreateBuilder<Signature>();
        for (var left = reader.Length(); left > 0; left--)
        {
            signatures.Add(new Signature(reader.Take(Signature.Size)));
        }

        var message = TransactionMessage.Parse(reader.Rest);
        return signatures.Count == message.Header.RequiredSignatures
            ? new SolanaTransaction(transaction.ToArray(), signatures.DrainToImmutable(), message)
            : throw new TransactionFormatException(TransactionProblem.SignatureCount, $"The message needs {message.Header.RequiredSignatures} signatures, the transaction has {signatures.Count}.");
    }

    /// <summary>Reads base64.</summary>
    /// <exception cref="TransactionFormatException">It is no base64, or no transaction.</exception>
    public static SolanaTransaction Parse(string base64)
    {
        Span<byte> decoded = stackalloc byte[MaxSize + 1];
        // Checked first: the framework would skip spaces and say of a long text only that it is wrong.
        return base64.Length > (MaxSize + 3) / 3 * 4
            ? throw new TransactionFormatException(TransactionProblem.TooLarge, $"A transaction has at most {MaxSize} bytes.")
            : base64.AsSpan().ContainsAny(" \t\r\n") || !Convert.TryFromBase64String(base64, decoded, out var count)
                ? throw new TransactionFormatException(TransactionProblem.Base64, "The transaction is not written in base64.")
                : Parse(decoded[..count]);
    }

    /// <summary>The transaction with a wallet's signature at the wallet's place.</summary>
    /// <exception cref="ArgumentException">The message does not ask for this wallet's signature.</exception>
    /// <exception cref="ObjectDisposedException">The wallet's secret was cleared.</exception>
    public SolanaTransaction Sign(SolanaKeyPair wallet)
    {
        var index = Message.Signers.IndexOf(wallet.Address);
        if (index < 0)
        {
            throw new ArgumentException($"The transaction does not ask for the signature of {wallet.Address}.", nameof(wallet));
        }

        var signature = wallet.Sign(Message.Bytes);
        var signed = (byte[])_bytes.Clone();
        signature.Span.CopyTo(signed.AsSpan(ShortVec.SizeOf((ushort)Signatures.Length) + (index * Signature.Size)));
        return new SolanaTransaction(signed, Signatures.SetItem(index, signature), Message);
    }

    /// <summary>Whether every signature is there and fits.</summary>
    public bool Verify() => !Signatures.Where((signature, index) => !Ed25519Verifier.Verify(Message.StaticAccounts[index], Message.Bytes, signature)).Any();

    /// <summary>The transaction in base64, as the RPC takes it.</summary>
    public string ToBase64() => Convert.ToBase64String(_bytes);
}
