using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Generators;
using PuppetEngine.Providers.Solana.Keys;

namespace PuppetEngine.Providers.Solana.KeyStore;

/// <summary>
/// Seals the secret of a wallet under a passphrase: scrypt (RFC 7914), then AES-256-GCM. The address and the parameters are authenticated with
/// it, so that a file whose address or cost was changed does not open.
/// </summary>
internal static class KeyStoreCipher
{
    /// <summary>2¹⁷ with r = 8 takes 128 MB and about a second: the present advice for stored secrets.</summary>
    internal const int DefaultCost = 1 << 17;

    /// <summary>Below, a guess is too cheap to be worth a passphrase.</summary>
    internal const int LeastCost = 1 << 14;

    /// <summary>Above, a file given by a stranger could eat the machine's memory.</summary>
    private const int MostCost = 1 << 20;

    private const int BlockSize = 8;
    private const int SaltSize = 32;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int SecretSize = 32;
    private const int ShortestPassphrase = 12;

    internal static KeyStoreDocument Seal(SolanaKeyPair pair, ReadOnlySpan<char> passphrase, int cost)
    {
        if (passphrase.Length < ShortestPassphrase)
        {
            throw new KeyStoreException(KeyStoreProblem.WeakPassphrase, $"The passphrase of a key store needs at least {ShortestPassphrase} characters.");
        }

        var scrypt = new KeyStoreScrypt { N = cost, R = BlockSize, P = 1, Salt = RandomNumberGenerator.GetBytes(SaltSize) };
        var nonce = RandomNumberGenerator.GetBytes(NonceSize);
        var (ciphertext, tag) = (new byte[SecretSize], new byte[TagSize]);
        var address = pair.Address.ToString();
        var key = Derive(passphrase, scrypt);
        try
        {
            using var aes = new AesGcm(key, TagSize);
            pair.WithSecret(secret =>
            {
                aes.Encrypt(nonce, secret, ciphertext, tag, Authenticated(address, scrypt));
                return true;
            });
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }

        return new KeyStoreDocument
        {
            Version = KeyStoreDocument.CurrentVersion,
            PublicKey = address,
            Scrypt = scrypt,
            Aes256Gcm = new KeyStoreSeal { Nonce = nonce, Ciphertext = ciphertext, Tag = tag },
        };
    }

    internal static SolanaKeyPair Open(KeyStoreDocument document, ReadOnlySpan<char> passphrase, string path)
    {
        Check(document, path);
        var key = Derive(passphrase, document.Scrypt);
        var secret = new byte[SecretSize];
        try
        {
            using var aes = new AesGcm(key, TagSize);
            aes.Decrypt(document.Aes256Gcm.Nonce, document.Aes256Gcm.Ciphertext, document.Aes256Gcm.Tag, secret, Authenticated(document.PublicKey, document.Scrypt));
            var pair = new SolanaKeyPair(secret);
            if (pair.Address.ToString() == document.PublicKey)
            {
                return pair;
            }

            pair.Dispose();
            throw Malformed(path, "its secret does not belong to its public_key");
        }
        catch (AuthenticationTagMismatchException mismatch)
        {
            throw new KeyStoreException(KeyStoreProblem.NotOpened, $"The passphrase does not open {path}, or the file was changed. Give the passphrase it was last sealed with.", mismatch);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    internal static KeyStoreException Malformed(string path, string what, Exception? cause = null) =>
        new(KeyStoreProblem.Malformed, $"{path} is no usable key store: {what}. Restore it from a backup, or import the key again.", cause);

    private static void Check(KeyStoreDocument document, string path)
    {
        if (document.Version != KeyStoreDocument.CurrentVersion)
        {
            throw document.Version > KeyStoreDocument.CurrentVersion
                ? new KeyStoreException(KeyStoreProblem.TooNew, $"{path} is a key store of version {document.Version}; this release reads version {KeyStoreDocument.CurrentVersion}. Use the release that wrote it, or a later one.")
                : Malformed(path, "its version is not known");
        }

        var (scrypt, seal) = (document.Scrypt, document.Aes256Gcm);
        if (scrypt.N is < LeastCost or > MostCost || !BitOperations.IsPow2(scrypt.N) || scrypt.R != BlockSize || scrypt.P != 1 || scrypt.Salt.Length != SaltSize)
        {
            throw Malformed(path, "its scrypt parameters are out of bounds");
        }

        if (seal.Nonce.Length != NonceSize || seal.Tag.Length != TagSize || seal.Ciphertext.Length != SecretSize || !Keys.PublicKey.TryParse(document.PublicKey, out _))
        {
            throw Malformed(path, "a value in it has the wrong length");
        }
    }

    private static byte[] Derive(ReadOnlySpan<char> passphrase, KeyStoreScrypt scrypt)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(passphrase)];
        Encoding.UTF8.GetBytes(passphrase, bytes);
        try
        {
            return SCrypt.Generate(bytes, scrypt.Salt, scrypt.N, scrypt.R, scrypt.P, dkLen: 32);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private static byte[] Authenticated(string address, KeyStoreScrypt scrypt) => Encoding.UTF8.GetBytes(
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"puppet-solana-key-store/{KeyStoreDocument.CurrentVersion}/{address}/{scrypt.N}/{scrypt.R}/{scrypt.P}"));
}
