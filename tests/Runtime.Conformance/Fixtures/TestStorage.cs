using Microsoft.Data.Sqlite;

namespace PuppetEngine.Tests.Runtime.Conformance.Fixtures;

/// <summary>A folder with the SQLite file of a test's silos, one after the other; it outlives them.</summary>
public sealed class TestStorage : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("puppet-conformance-").FullName;

    /// <summary>An empty storage.</summary>
    public TestStorage() => SQLitePCL.Batteries_V2.Init();

    /// <summary>Path of the file.</summary>
    public string File => Path.Combine(_folder, "grains.db");

    /// <summary>All rows of a query, each as its column values.</summary>
    public List<object?[]> Query(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(column => reader.IsDBNull(column) ? null : reader.GetValue(column))]);
        }

        return rows;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
