using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using PuppetEngine.Providers.Storage.Access;

namespace PuppetEngine.Providers.Storage.Memory;

/// <summary>
/// Seals what memory stores, where the settings ask for it, and opens what was sealed, whatever they ask for now. AES-256-GCM; the label
/// (whose, what) is associated data, so that a sealed text moved to another row does not open. Thread-safe.
/// </summary>
internal sealed class MemorySeal(SecretKeys keys, bool isOn)
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    // A key's id never names another key, so what was read once holds.
    private readonly ConcurrentDictionary<string, byte[]> _known = new(StringComparer.Ordinal);

    /// <summary>Whether what is written now is sealed.</summary>
    internal bool IsOn => isOn;

    /// <summary>The key that seals now.</summary>
    internal string ActiveKeyId => keys.Active.Id;

    /// <summary>Seals, or gives the bytes back as they are, with no key's id, where sealing is off.</summary>
    internal (string? KeyId, byte[] Body) Close(string label, byte[] plain)
    {
        if (!isOn)
        {
            return (null, plain);
        }

        var (id, key) = keys.Active;
        var body = new byte[NonceLength + plain.Length + TagLength];
        RandomNumberGenerator.Fill(body.AsSpan(0, NonceLength));
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(body.AsSpan(0, NonceLength), plain, body.AsSpan(NonceLength, plain.Length), body.AsSpan(NonceLength + plain.Length), Label(label));
        return (id, body);
    }

    /// <summary>Opens what <see cref="Close"/> gave.</summary>
    /// <exception cref="SecretUnreadableException">Its key is missing, or it was changed.</exception>
    internal byte[] Open(string? keyId, string label, byte[] body)
    {
        if (keyId is null)
        {
            return body;
        }

        if (!_known.TryGetValue(keyId, out var key))
        {
            key = keys.Find(keyId)
                ?? throw new SecretUnreadableException($"Memories are sealed with the key {keyId}, which the key file memory.key does not have. Restore the key file that belongs to this database.");
            _known[keyId] = key;
        }

        try
        {
            var plain = new byte[Math.Max(0, body.Length - NonceLength - TagLength)];
            using var aes = new AesGcm(key, TagLength);
            aes.Decrypt(body.AsSpan(0, NonceLength), body.AsSpan(NonceLength, plain.Length), body.AsSpan(NonceLength + plain.Length), plain, Label(label));
            return plain;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new SecretUnreadableException($"The sealed memory {label} was changed in the database and does not open. Restore it from a backup, or forget it.", e);
        }
    }

    private static byte[] Label(string label) => Encoding.UTF8.GetBytes("puppet-memory-1\n" + label);
}
