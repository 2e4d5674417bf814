using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace PuppetEngine.Memory.Bench;

/// <summary>The baseline of an append: one prepared insert of the same text, one transaction and one flush each, on the same disk, with the same settings.</summary>
internal sealed class BareInserts : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;

    internal BareInserts(string path)
    {
        _connection = new SqliteConnection($"Data Source={path};Pooling=False");
        _connection.Open();
        using var setup = _connection.CreateCommand();
        setup.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-8192; PRAGMA wal_autocheckpoint=2000; CREATE TABLE bare (number INTEGER PRIMARY KEY, id TEXT, content TEXT)";
        setup.ExecuteNonQuery();
        _insert = _connection.CreateCommand();
        _insert.CommandText = "INSERT INTO bare (id, content) VALUES (@id, @content)";
        _insert.Parameters.Add("@id", SqliteType.Text);
        _insert.Parameters.Add("@content", SqliteType.Text);
    }

    /// <summary>Inserts; how many milliseconds it took.</summary>
    internal double Insert(string id, string content)
    {
        (_insert.Parameters[0].Value, _insert.Parameters[1].Value) = (id, content);
        var started = Stopwatch.GetTimestamp();
        _insert.ExecuteNonQuery();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
    }
}
