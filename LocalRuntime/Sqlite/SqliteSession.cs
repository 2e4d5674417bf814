using Microsoft.Data.Sqlite;

namespace PuppetEngine.Sqlite;

/// <summary>One connection with its prepared statements. Not thread safe: whoever holds it uses it alone.</summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);

    internal SqliteSession(SqliteConnection connection) => Connection = connection;

    /// <summary>The open connection.</summary>
    internal SqliteConnection Connection { get; }

    /// <summary>The prepared statement of this text, made once per session. Set all its parameters before each run.</summary>
    internal SqliteStatement Statement(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            var command = Connection.CreateCommand();
            command.CommandText = sql;
            statement = new SqliteStatement(command);
            _statements.Add(sql, statement);
        }

        return statement;
    }

    /// <summary>Runs a script of several statements, unprepared.</summary>
    internal void Script(string sql)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _statements.Clear();
        Connection.Dispose();
    }
}
