using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using PuppetEngine.Tests.TestKit.Postgres;

namespace PuppetEngine.Tests.Runtime.Conformance.AdoNet;

/// <summary>An empty database with the tables of deploy/sql, as Orleans' ADO.NET providers are told of it.</summary>
public abstract class TestDatabase : IDisposable
{
    /// <summary>The provider's invariant name.</summary>
    public abstract string Invariant { get; }

    /// <summary>Where the database is.</summary>
    public abstract string ConnectionString { get; }

    /// <summary>A connection to look at the rows with.</summary>
    public abstract DbConnection Open();

    /// <inheritdoc />
    public abstract void Dispose();

    /// <summary>All rows of a query, each as its column values.</summary>
    public List<object?[]> Query(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            var row = new object?[reader.FieldCount];
            reader.GetValues(row!);
            rows.Add([.. row.Select(value => value is DBNull ? null : value)]);
        }

        return rows;
    }

    /// <summary>The path of a script of deploy/sql, copied beside the test program.</summary>
    protected static string Script(string folder) => Path.Combine(AppContext.BaseDirectory, "sql", folder, "orleans.sql");
}

/// <summary>A file in a folder of its own.</summary>
public sealed class SqliteTestDatabase : TestDatabase
{
    private readonly string _folder = Directory.CreateTempSubdirectory("puppet-sqlite-").FullName;

    /// <summary>Creates the file and its tables, twice: the script may be applied again.</summary>
    public SqliteTestDatabase()
    {
        SQLitePCL.Batteries_V2.Init();
        for (var pass = 0; pass < 2; pass++)
        {
            using var connection = Open();
            using var command = connection.CreateCommand();
            command.CommandText = File.ReadAllText(Script("sqlite"));
            command.ExecuteNonQuery();
        }
    }

    /// <inheritdoc />
    public override string Invariant => "System.Data.SQLite";

    /// <inheritdoc />
    public override string ConnectionString => $"Data Source={Path.Combine(_folder, "grains.db")}";

    /// <inheritdoc />
    public override DbConnection Open()
    {
        var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        return connection;
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        using (var connection = new SqliteConnection(ConnectionString))
        {
            SqliteConnection.ClearPool(connection);
        }

        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>A database on a server of this test program's own; the server is started once.</summary>
public sealed class PostgresTestDatabase : TestDatabase
{
    /// <summary>Creates the database and its tables, twice: the script may be applied again. Skips where no server is installed.</summary>
    public PostgresTestDatabase()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        ConnectionString = PostgresServer.Shared.CreateDatabase(Script("postgres"), Script("postgres"));
    }

    /// <inheritdoc />
    public override string Invariant => "Npgsql";

    /// <inheritdoc />
    public override string ConnectionString { get; }

    /// <inheritdoc />
    public override DbConnection Open()
    {
        var connection = new NpgsqlConnection(ConnectionString);
        connection.Open();
        return connection;
    }

    /// <inheritdoc />
    public override void Dispose() => NpgsqlConnection.ClearPool(new NpgsqlConnection(ConnectionString));
}
