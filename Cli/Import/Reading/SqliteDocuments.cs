using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using PuppetEngine.Sqlite;

namespace PuppetEngine.Cli.Import.Reading;

/// <summary>Reads the table <c>memories</c> of the Python port's SQLite file, from a copy: the old file is never written to.</summary>
internal static class SqliteDocuments
{
    private static readonly string[] Columns = ["id", "agent_id", "type", "content", "metadata", "timestamp", "importance"];

    /// <summary>Whether a file begins as SQLite files do.</summary>
    public static bool Is(ReadOnlySpan<byte> bytes) => bytes.StartsWith("SQLite format 3\0"u8);

    /// <summary>The rows, as objects with the columns' names.</summary>
    /// <exception cref="ImportException">It is cut off, damaged, or not the port's.</exception>
    public static List<OldDocument> Read(string file, ReadOnlySpan<byte> bytes)
    {
        CheckLength(file, bytes);
        var directory = Directory.CreateTempSubdirectory("puppet-import-").FullName;
        try
        {
            var copy = Path.Combine(directory, "copy.db");
            File.WriteAllBytes(copy, bytes);
            if (File.Exists(file + "-wal"))
            {
                // What the port had written last stands beside the file.
                File.Copy(file + "-wal", copy + "-wal");
            }

            return Rows(file, copy);
        }
        catch (SqliteException error)
        {
            throw new ImportException(file, "", string.Create(CultureInfo.InvariantCulture, $"SQLite cannot read this file (code {error.SqliteExtendedErrorCode}): it is damaged or cut off. Copy it anew while the old engine is stopped."));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    // The header says how many pages there are, where the last writer kept it.
    private static void CheckLength(string file, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 100)
        {
            throw new ImportException(file, string.Create(CultureInfo.InvariantCulture, $"byte {bytes.Length}"), "The database ends within its header: it was cut off. Copy it anew.");
        }

        var page = BinaryPrimitives.ReadUInt16BigEndian(bytes[16..]) is var size && size == 1 ? 65_536 : (long)size;
        var pages = BinaryPrimitives.ReadUInt32BigEndian(bytes[28..]);
        var isValid = bytes.Slice(24, 4).SequenceEqual(bytes.Slice(92, 4));
        if (isValid && bytes.Length < page * pages)
        {
            throw new ImportException(file, string.Create(CultureInfo.InvariantCulture, $"byte {bytes.Length}"), string.Create(CultureInfo.InvariantCulture, $"The database should have {page * pages} bytes: it was cut off. Copy it anew while the old engine is stopped."));
        }
    }

    private static List<OldDocument> Rows(string file, string copy)
    {
        SqliteNative.Bind();
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = copy, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        connection.Open();
        // Nothing that a foreign schema brings along (views, triggers, functions) is run.
        Scalar(connection, "PRAGMA trusted_schema=OFF");
        if (Scalar(connection, "PRAGMA quick_check(1)") is not "ok")
        {
            throw new ImportException(file, "", "SQLite finds this database damaged. Copy it anew while the old engine is stopped, or restore a backup.");
        }

        if (Scalar(connection, "SELECT type FROM sqlite_master WHERE name = 'memories'") is not "table")
        {
            throw new ImportException(file, "", "There is no table memories in this database: it is not the Python port's puppet_engine.db.");
        }

        using var columns = connection.CreateCommand();
        columns.CommandText = "SELECT name FROM pragma_table_info('memories')";
        HashSet<string> present = new(StringComparer.Ordinal);
        using (var names = columns.ExecuteReader())
        {
            while (names.Read())
            {
                present.Add(names.GetString(0));
            }
        }

        if (Array.FindAll(Columns, column => !present.Contains(column)) is { Length: > 0 } missing)
        {
            throw new ImportException(file, "table memories", $"The columns {string.Join(", ", missing)} are missing: it is not the Python port's database.");
        }

        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT rowid, {string.Join(", ", Columns)} FROM memories ORDER BY rowid";
        using var reader = command.ExecuteReader();
        List<OldDocument> documents = [];
        while (reader.Read())
        {
            var row = new JsonObject();
            for (var i = 0; i < Columns.Length; i++)
            {
                row[Columns[i]] = reader.GetValue(i + 1) switch
                {
                    string text => JsonValue.Create(text),
                    long whole => JsonValue.Create(whole),
                    double number when double.IsFinite(number) => JsonValue.Create(number),
                    _ => null,
                };
            }

            documents.Add(new OldDocument(file, string.Create(CultureInfo.InvariantCulture, $"table memories, row {reader.GetInt64(0)}"), row));
        }

        return documents;
    }

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
