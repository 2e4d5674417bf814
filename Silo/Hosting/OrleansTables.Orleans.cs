using System.Data.Common;
using System.Reflection;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace PuppetEngine.Silo.Hosting;

/// <summary>
/// Makes the tables of Orleans' ADO.NET providers before the silo starts, by the script of <c>deploy/sql</c>, and brings their
/// statements up to date; a script that was applied before changes nothing.
/// </summary>
internal sealed class OrleansTables : IHostedLifecycleService
{
    /// <summary>Silos that start together take turns at the script; the number is the lock's own and of no further meaning.</summary>
    private const long Turn = 0x70757070_6574_0001;

    private readonly string _script;

    private OrleansTables(string invariant, string connectionString, string script) => (Invariant, ConnectionString, _script) = (invariant, connectionString, script);

    /// <summary>What Orleans calls the database's provider.</summary>
    public string Invariant { get; }

    /// <summary>Where the database is; may hold a password.</summary>
    public string ConnectionString { get; }

    /// <summary>One file for one silo. Orleans calls the provider System.Data.SQLite and loads Microsoft.Data.Sqlite.</summary>
    public static OrleansTables Sqlite(string file) =>
        new("System.Data.SQLite", new SqliteConnectionStringBuilder { DataSource = file }.ToString(), "orleans.sqlite.sql");

    /// <summary>A server for many silos.</summary>
    public static OrleansTables Postgres(string connectionString) => new("Npgsql", connectionString, "orleans.postgres.sql");

    /// <inheritdoc />
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(_script)!;
        using var reader = new StreamReader(stream);
        var text = await reader.ReadToEndAsync(cancellationToken);
        try
        {
            if (Invariant == "Npgsql")
            {
                await using var connection = new NpgsqlConnection(ConnectionString);
                await ApplyAsync(connection, $"BEGIN; SELECT pg_advisory_xact_lock({Turn}); {text} COMMIT;", cancellationToken);
            }
            else
            {
                SQLitePCL.Batteries_V2.Init();
                await using var connection = new SqliteConnection(ConnectionString);
                await ApplyAsync(connection, text, cancellationToken);
            }
        }
        catch (DbException failure)
        {
            throw new StartupException(
                $"The actor runtime's tables could not be made: {failure.Message} Check Puppet:Storage:ConnectionString, and that its user may create tables.", failure);
        }
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static async Task ApplyAsync(DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
