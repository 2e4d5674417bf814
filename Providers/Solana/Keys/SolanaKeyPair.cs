using System.Security.Cryptography;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace PuppetEngine.Providers.Solana.Keys;

/// <summary>
/// A wallet's secret and its address. The 32 secret bytes lie in one pinned place that the garbage collector does not copy, and are cleared
/// by <see cref="Dispose"/>; nothing but <see cref="Sign"/> and the key store reads them. Safe for use by several threads until disposed.
/// </summary>
public sealed class SolanaKeyPair : IDisposable
{
    private const int SecretSize = 32;

    private readonly byte[] _secret = GC.AllocateUninitializedArray<byte>(SecretSize, pinned: true);
    private readonly byte[] _publicKey = new byte[PublicKey.Size];
    private readonly Lock _gate = new();
    private bool _disposed;

    /// <summary>Takes a copy of the 32 secret bytes; the caller clears its own.</summary>
    /// <exception cref="ArgumentException">They are not 32.</exception>
    public SolanaKeyPair(ReadOnlySpan<byte> seed)
    {
        if (seed.Length != SecretSize)
        {
            throw new ArgumentException($"A secret key has {SecretSize} bytes.", nameof(seed));
        }

        seed.CopyTo(_secret);
        Ed25519.GeneratePublicKey(_secret, 0, _publicKey, 0);
        Address = new PublicKey(_publicKey);
    }

    /// <summary>The wallet's address.</summary>
    public PublicKey Address { get; }

    /// <summary>Makes a new pair from the operating system's randomness.</summary>
    public static SolanaKeyPair Generate()
    {
        Span<byte> seed = stackalloc byte[SecretSize];
        RandomNumberGenerator.Fill(seed);
        try
        {
            return new SolanaKeyPair(seed);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
    }

    /// <summary>Reads a secret in any of the formats of <see cref="SolanaKeyFormat"/>, recognised by its look.</summary>
    /// <param name="text">The text; spaces around it are ignored. The caller owns and forgets it.</param>
    /// <param name="expected">
    /// The wallet that it must belong to, where that is known. A format without the public half cannot tell a secret from an address that was
    /// pasted by mistake; this can.
    /// </param>
    /// <exception cref="SolanaKeyException">It is in none of the formats, its halves do not fit each other, or it belongs to another wallet.</exception>
    public static SolanaKeyPair Read(ReadOnlySpan<char> text, PublicKey? expected = null)
    {
        var pair = SolanaKeyReader.Read(text, out var format);
        if (expected is { } wallet && wallet != pair.Address)
        {
            var address = pair.Address;
            pair.Dispose();
            throw new SolanaKeyException(format, $"The key ({SolanaKeyReader.NameOf(format)}) belongs to another wallet, {address}, than the configured one, {wallet}. Give the key of that wallet, or configure this one.");
        }

        return pair;
    }

    /// <summary>The signature over a message. Deterministic: the same message gives the same signature.</summary>
    /// <exception cref="ObjectDisposedException">The secret was cleared.</exception>
    public Signature Sign(ReadOnlySpan<byte> message)
    {
        var bytes = message.ToArray();
        var signature = new byte[Signature.Size];
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            Ed25519.Sign(_secret, 0, _publicKey, 0, bytes, 0, bytes.Length, signature, 0);
        }

        return new Signature(signature);
    }

    /// <summary>The address; never the secret.</summary>
    public override string ToString() => Address.ToString();

    /// <summary>Clears the secret. May be called again.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            CryptographicOperations.ZeroMemory(_secret);
            _disposed = true;
        }
    }

    /// <summary>Lends the secret to the key store for the length of a call.</summary>
    /// <exception cref="ObjectDisposedException">The secret was cleared.</exception>
    internal T WithSecret<T>(Func<byte[], T> use)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return use(_secret);
        }
    }
}
