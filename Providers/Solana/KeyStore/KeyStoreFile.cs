using System.Text.Json;
using PuppetEngine.Providers.Solana.Keys;

namespace PuppetEngine.Providers.Solana.KeyStore;

/// <summary>
/// A wallet's secret in a file of its own, sealed under a passphrase. The file is made with mode 0600 and refused when others than its owner
/// may use it; a write goes to a new file that then takes the place of the old one, so that a crash leaves one of the two, whole.
/// </summary>
public static class KeyStoreFile
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int LargestFile = 16 * 1024;

    /// <summary>Seals a wallet into a new file.</summary>
    /// <param name="path">The file; its directory exists.</param>
    /// <param name="pair">The wallet.</param>
    /// <param name="passphrase">At least twelve characters.</param>
    /// <exception cref="KeyStoreException">The file exists, or the passphrase is too short.</exception>
    public static void Create(string path, SolanaKeyPair pair, ReadOnlySpan<char> passphrase) => Create(path, pair, passphrase, KeyStoreCipher.DefaultCost);

    /// <summary>Opens the wallet of a file.</summary>
    /// <exception cref="KeyStoreException">The file is missing, open to others, no key store, of a newer release, or the passphrase does not open it.</exception>
    public static SolanaKeyPair Open(string path, ReadOnlySpan<char> passphrase) => KeyStoreCipher.Open(Read(path), passphrase, path);

    /// <summary>The address of a file's wallet, without its passphrase. Nothing vouches for it until the file is opened.</summary>
    /// <exception cref="KeyStoreException">The file is missing, open to others or no key store.</exception>
    public static PublicKey AddressOf(string path) =>
        PublicKey.TryParse(Read(path).PublicKey, out var address) ? address : throw KeyStoreCipher.Malformed(path, "its public_key is no address");

    /// <summary>Seals the wallet of a file again, under another passphrase and a new salt. The old passphrase opens it until the new file stands.</summary>
    /// <exception cref="KeyStoreException">As of <see cref="Open"/>, or the new passphrase is too short.</exception>
    public static void Rotate(string path, ReadOnlySpan<char> passphrase, ReadOnlySpan<char> next) => Rotate(path, passphrase, next, KeyStoreCipher.DefaultCost);

    internal static void Create(string path, SolanaKeyPair pair, ReadOnlySpan<char> passphrase, int cost)
    {
        if (Path.Exists(path))
        {
            throw new KeyStoreException(KeyStoreProblem.Exists, $"{path} exists and is not written over. Choose another name, or move the file away.");
        }

        Write(path, KeyStoreCipher.Seal(pair, passphrase, cost), overwrite: false);
    }

    internal static void Rotate(string path, ReadOnlySpan<char> passphrase, ReadOnlySpan<char> next, int cost)
    {
        using var pair = Open(path, passphrase);
        Write(path, KeyStoreCipher.Seal(pair, next, cost), overwrite: true);
    }

    private static KeyStoreDocument Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read);
            // Of the opened file, so that it cannot be exchanged between the look and the reading.
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file.SafeFileHandle) & ~(Owner | UnixFileMode.UserExecute)) != 0)
            {
                throw new KeyStoreException(KeyStoreProblem.TooOpen, $"{path} may be used by others than its owner. Run: chmod 600 {path}");
            }

            if (file.Length > LargestFile)
            {
                throw KeyStoreCipher.Malformed(path, "it is too large");
            }

            return JsonSerializer.Deserialize<KeyStoreDocument>(file, KeyStoreDocument.Json) ?? throw KeyStoreCipher.Malformed(path, "it is empty");
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new KeyStoreException(KeyStoreProblem.Missing, $"There is no key store at {path}.", missing);
        }
        catch (JsonException malformed)
        {
            throw KeyStoreCipher.Malformed(path, "its JSON does not have the expected members", malformed);
        }
    }

    private static void Write(string path, KeyStoreDocument document, bool overwrite)
    {
        var temporary = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Owner;
        }

        // A leftover of a crash may have another mode than a new file gets.
        File.Delete(temporary);
        using (var file = new FileStream(temporary, options))
        {
            JsonSerializer.Serialize(file, document, KeyStoreDocument.Json);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite);
    }
}
