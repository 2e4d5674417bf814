using System.Security.Cryptography;
using System.Text;

namespace PuppetEngine.Providers.Storage.Access;

/// <summary>
/// Seals a secret with AES-256-GCM. The name is associated data, so that a sealed value moved to another name does not open. Stored:
/// a random nonce of 12 bytes, and ciphertext followed by its tag of 16.
/// </summary>
internal static class SecretSeal
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    // Preparing a cipher costs more than opening a secret, and a start opens them by the hundred thousand. One for each thread, for it serves one at a time.
    [ThreadStatic]
    private static (byte[] Key, AesGcm Cipher)? _last;

    internal static (byte[] Nonce, byte[] Sealed) Close(byte[] key, string name, ReadOnlySpan<byte> plain)
    {
        var nonce = RandomNumberGenerator.GetBytes(NonceLength);
        var box = new byte[plain.Length + TagLength];
        CipherOf(key).Encrypt(nonce, plain, box.AsSpan(0, plain.Length), box.AsSpan(plain.Length), Label(name));
        return (nonce, box);
    }

    /// <exception cref="CryptographicException">The value was changed, moved to another name, or sealed with another key.</exception>
    internal static byte[] Open(byte[] key, string name, byte[] nonce, byte[] box)
    {
        if (box.Length < TagLength || nonce.Length != NonceLength)
        {
            throw new CryptographicException("The sealed value is cut off.");
        }

        var plain = new byte[box.Length - TagLength];
        CipherOf(key).Decrypt(nonce, box.AsSpan(0, plain.Length), box.AsSpan(plain.Length), plain, Label(name));
        return plain;
    }

    private static AesGcm CipherOf(byte[] key)
    {
        if (_last is { } last)
        {
            if (ReferenceEquals(last.Key, key))
            {
                return last.Cipher;
            }

            last.Cipher.Dispose();
        }

        var cipher = new AesGcm(key, TagLength);
        _last = (key, cipher);
        return cipher;
    }

    private static byte[] Label(string name) => Encoding.UTF8.GetBytes("puppet-secret-1\n" + name);
}
