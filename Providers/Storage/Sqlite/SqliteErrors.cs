using Microsoft.Data.Sqlite;

namespace PuppetEngine.Providers.Storage.Sqlite;

/// <summary>Says in this room's words what SQLite reports. Codes: sqlite.org/rescode.html.</summary>
internal static class SqliteErrors
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    internal static StorageException Translate(SqliteException e, string path) => e.SqliteErrorCode switch
    {
        Corrupt or NotADatabase => new DatabaseCorruptException(path, e),
        Full => new DiskFullException(path, e),
        ReadOnly => new DataDirectoryNotWritableException(path, "it is read-only.", e),
        CannotOpen => new DataDirectoryNotWritableException(path, "it cannot be opened or made.", e),
        Busy or Locked => new StorageException($"Another process holds '{path}' too long. End whatever else writes to it; the write is tried again.", e),
        _ => new StorageException($"SQLite failed on '{path}' with code {e.SqliteExtendedErrorCode}. Look that code up at sqlite.org/rescode.html; the disk may be failing.", e),
    };
}
