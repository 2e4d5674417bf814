using Microsoft.Data.Sqlite;
using PuppetEngine.Sqlite;

namespace PuppetEngine.Providers.Storage.Sqlite;

/// <summary>Looks at a database file that belongs to somebody else in this process, so that what is wrong with it ends the start with a sentence.</summary>
public static class SqliteFileCheck
{
    /// <summary>Whether it is a database that can be written; a file that is not there yet is.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="StorageException">It is damaged, no database, or cannot be written. Nothing was changed in it.</exception>
    public static void Check(string path)
    {
        if (!File.Exists(path) || new FileInfo(path).Length == 0)
        {
            return;
        }

        using var connections = new SqliteConnections(path);
        try
        {
            connections.Read(session => new SqliteSqlSession(session).Number("SELECT count(*) FROM sqlite_master"));
            using var writer = connections.OpenWriter();
            writer.Script("BEGIN IMMEDIATE");
            writer.Script("ROLLBACK");
        }
        catch (SqliteException e)
        {
            throw SqliteErrors.Translate(e, connections.Path);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException and not StorageException)
        {
            throw new DataDirectoryNotWritableException(connections.Path, "it cannot be opened.", e);
        }
    }
}
