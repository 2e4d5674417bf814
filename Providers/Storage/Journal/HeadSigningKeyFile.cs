using PuppetEngine.Engine.Journal;

namespace PuppetEngine.Providers.Storage.Journal;

/// <summary>The file of the key that signs journal heads (<c>journal.key</c>, mode 0600), with its public half beside it (<c>journal.pub</c>).</summary>
internal static class HeadSigningKeyFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Reads the key, or makes it.</summary>
    /// <exception cref="StorageException">It cannot be read, made, or others may read it.</exception>
    internal static HeadSigningKey Open(string directory)
    {
        var path = Path.Combine(directory, "journal.key");
        try
        {
            if (File.Exists(path))
            {
                if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly) != 0)
                {
                    throw new StorageException($"Others may read the key file '{path}'. Run: chmod 600 '{path}'");
                }

                return HeadSigningKey.FromPem(File.ReadAllText(path));
            }

            var key = HeadSigningKey.Create();
            Directory.CreateDirectory(directory);
            Write(path + ".new", key.ExportPrivatePem(), OwnerOnly);
            Write(Path.Combine(directory, "journal.pub"), key.ExportPublicPem(), OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
            File.Move(path + ".new", path, overwrite: true);
            return key;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException and not StorageException)
        {
            throw new DataDirectoryNotWritableException(path, "it cannot be read or made.", e);
        }
        catch (ArgumentException e)
        {
            throw new StorageException($"'{path}': {e.Message}", e);
        }
    }

    private static void Write(string path, string text, UnixFileMode mode)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        using var stream = new FileStream(path, options);
        stream.Write(System.Text.Encoding.ASCII.GetBytes(text));
        stream.Flush(flushToDisk: true);
    }
}
