using System.Security.Cryptography;
using System.Text;

namespace PuppetEngine.Providers.Storage.Access;

/// <summary>
/// The keys that seal secrets, or memories, in a file of mode 0600 apart from the database: one line each, <c>id base64(32 bytes)</c>, the active one
/// first. Older ones stand behind it only while a rotation is under way. Thread-safe.
/// </summary>
internal sealed class SecretKeys
{
    private const int KeyLength = 32;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _path;
    private readonly Lock _gate = new();
    private List<(string Id, byte[] Key)>? _keys;
    private DateTime _writtenAt;

    internal SecretKeys(string directory, string file = "secrets.key") => _path = Path.Combine(directory, file);

    /// <summary>The key that seals; the file is made when there is none.</summary>
    /// <exception cref="SecretUnreadableException">The file cannot be read, made, or others may read it.</exception>
    internal (string Id, byte[] Key) Active
    {
        get
        {
            lock (_gate)
            {
                return Load()[0];
            }
        }
    }

    /// <summary>Reads the file where there is one, so that what is wrong with it is said at the start.</summary>
    /// <exception cref="SecretUnreadableException">The file cannot be read, is damaged, or others may read it.</exception>
    internal void Check()
    {
        if (File.Exists(_path))
        {
            _ = Active;
        }
    }

    /// <summary>The key of an id; null when the file does not have it. An id means one key for ever: the file is asked only for one that is not known yet.</summary>
    internal byte[]? Find(string id)
    {
        lock (_gate)
        {
            return KeyOf(_keys, id) ?? KeyOf(Load(), id);
        }
    }

    /// <summary>Puts a new key before the others, durably.</summary>
    internal void AddActive()
    {
        lock (_gate)
        {
            _keys = Save([New(), .. Load()]);
        }
    }

    /// <summary>Drops all keys but the active one, durably.</summary>
    internal void DropOthers()
    {
        lock (_gate)
        {
            _keys = Save([Load()[0]]);
        }
    }

    private static byte[]? KeyOf(List<(string Id, byte[] Key)>? keys, string id)
    {
        foreach (var (known, key) in keys ?? [])
        {
            if (known == id)
            {
                return key;
            }
        }

        return null;
    }

    private static (string Id, byte[] Key) New() =>
        (Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4)), RandomNumberGenerator.GetBytes(KeyLength));

    private List<(string Id, byte[] Key)> Load()
    {
        try
        {
            // Another process may have rotated: what is sealed with a key that it dropped would be lost.
            if (_keys is not null && File.GetLastWriteTimeUtc(_path) == _writtenAt)
            {
                return _keys;
            }

            if (!File.Exists(_path))
            {
                return _keys = Save([New()]);
            }

            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(_path) & ~OwnerOnly) != 0)
            {
                throw new SecretUnreadableException($"Others may read the key file '{_path}'. Run: chmod 600 '{_path}'");
            }

            _writtenAt = File.GetLastWriteTimeUtc(_path);
            return _keys = Parse(File.ReadAllLines(_path));
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException and not StorageException)
        {
            throw new SecretUnreadableException($"The key file '{_path}' cannot be used. Give this user read and write permission to it and its directory.", e);
        }
    }

    private List<(string Id, byte[] Key)> Parse(string[] lines)
    {
        var keys = new List<(string Id, byte[] Key)>();
        foreach (var line in lines.Where(l => l.Length > 0))
        {
            var key = new byte[KeyLength];
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            if (space <= 0 || !Convert.TryFromBase64String(line[(space + 1)..], key, out var length) || length != KeyLength)
            {
                keys.Clear();
                break;
            }

            keys.Add((line[..space], key));
        }

        return keys.Count > 0 ? keys : throw new SecretUnreadableException($"The key file '{_path}' is damaged. Restore it from a backup; without it what was sealed with it is lost: secrets have to be entered again.");
    }

    private List<(string Id, byte[] Key)> Save(List<(string Id, byte[] Key)> keys)
    {
        var directory = Path.GetDirectoryName(_path)!;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
        }
        else
        {
            Directory.CreateDirectory(directory, OwnerOnly | UnixFileMode.UserExecute);
        }

        // Written beside and moved over: a kill leaves the old file or the new one, never half of one.
        var draft = _path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var stream = new FileStream(draft, options))
        {
            foreach (var (id, key) in keys)
            {
                stream.Write(Encoding.ASCII.GetBytes($"{id} {Convert.ToBase64String(key)}\n"));
            }

            stream.Flush(flushToDisk: true);
        }

        File.Move(draft, _path, overwrite: true);
        _writtenAt = File.GetLastWriteTimeUtc(_path);
        return keys;
    }
}
