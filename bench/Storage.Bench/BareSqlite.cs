using System.Diagnostics;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Sqlite;

namespace PuppetEngine.Storage.Bench;

/// <summary>The baseline: one prepared insert of the same row, one transaction and one flush each, on the same disk, with the same settings.</summary>
internal static class BareSqlite
{
    internal static double RowsPerSecond(string path, JournalRow row, TimeSpan span)
    {
        // Opened as the product opens it, so that both run on the same native library.
        using var connections = new SqliteConnections(path);
        using var session = connections.OpenWriter();
        var connection = session.Connection;
        using var setup = connection.CreateCommand();
        setup.CommandText = """
            CREATE TABLE bare (position INTEGER PRIMARY KEY AUTOINCREMENT, agent TEXT, seq INTEGER, key TEXT, kind TEXT, summary TEXT, salt BLOB, digest BLOB, prev BLOB, hash BLOB, payload BLOB);
            """;
        setup.ExecuteNonQuery();

        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO bare (agent, seq, key, kind, summary, salt, digest, prev, hash, payload) VALUES (@agent, @seq, @key, @kind, @summary, @salt, @digest, @prev, @hash, @payload)";
        foreach (var (name, value) in new (string, object)[]
        {
            ("@agent", row.AgentId), ("@seq", row.Seq), ("@key", row.EntryKey), ("@kind", row.Kind), ("@summary", row.Summary), ("@salt", row.Salt),
            ("@digest", row.PayloadDigest), ("@prev", row.Prev), ("@hash", row.Hash), ("@payload", row.Payload!),
        })
        {
            insert.Parameters.AddWithValue(name, value);
        }

        var started = Stopwatch.GetTimestamp();
        var rows = 0;
        while (Stopwatch.GetElapsedTime(started) < span)
        {
            insert.ExecuteNonQuery();
            rows++;
        }

        return rows / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
