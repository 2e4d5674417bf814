using System.Security.Cryptography;

namespace PuppetEngine.Engine.Journal;

/// <summary>
/// The key that signs heads: ECDSA over NIST P-256 with SHA-256, the framework's own. A key pair made from its public half only verifies.
/// Thread-safe.
/// </summary>
public sealed class HeadSigningKey : IDisposable
{
    private readonly ECDsa _key;
    private readonly Lock _gate = new();

    private HeadSigningKey(ECDsa key)
    {
        _key = key;
        Id = Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()).AsSpan(0, 8));
    }

    /// <summary>The first 16 hex digits of the public half's SHA-256.</summary>
    public string Id { get; }

    /// <summary>Makes a new key pair.</summary>
    public static HeadSigningKey Create() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Reads a key from PEM, private or public.</summary>
    /// <exception cref="ArgumentException">It is no key of this kind.</exception>
    public static HeadSigningKey FromPem(string pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            return new HeadSigningKey(key);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            key.Dispose();
            throw new ArgumentException("The key that signs journal heads cannot be read. Restore its file from a backup, or move it away: a new one is made, and earlier heads then verify with the old public half only.", nameof(pem));
        }
    }

    /// <summary>The private half, as PEM (PKCS #8). For the key file only.</summary>
    public string ExportPrivatePem() => _key.ExportPkcs8PrivateKeyPem();

    /// <summary>The public half, as PEM, for whoever verifies elsewhere.</summary>
    public string ExportPublicPem() => _key.ExportSubjectPublicKeyInfoPem();

    /// <summary>Signs.</summary>
    public byte[] Sign(ReadOnlySpan<byte> data)
    {
        lock (_gate)
        {
            return _key.SignData(data, HashAlgorithmName.SHA256);
        }
    }

    /// <summary>Whether a signature is this key's.</summary>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        lock (_gate)
        {
            return _key.VerifyData(data, signature, HashAlgorithmName.SHA256);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _key.Dispose();
}
