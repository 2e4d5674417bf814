using System.Data.Common;
using Npgsql;
using PuppetEngine.Providers.Storage.Sql;

namespace PuppetEngine.Providers.Storage.Postgres;

/// <summary>A session on PostgreSQL. Npgsql prepares what is run often by itself.</summary>
internal sealed class PostgresSqlSession(NpgsqlConnection connection, NpgsqlTransaction? transaction) : SqlSession
{
    internal override SqlDialect Dialect => SqlDialect.Postgres;

    internal override int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> args)
    {
        using var command = Command(sql, args);
        return command.ExecuteNonQuery();
    }

    internal override List<T> Rows<T>(string sql, Func<DbDataReader, T> map, params ReadOnlySpan<(string Name, object? Value)> args)
    {
        var rows = new List<T>();
        using var command = Command(sql, args);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            rows.Add(map(reader));
        }

        return rows;
    }

    private NpgsqlCommand Command(string sql, ReadOnlySpan<(string Name, object? Value)> args)
    {
        var command = new NpgsqlCommand(sql, connection, transaction);
        foreach (var (name, value) in args)
        {
            command.Parameters.Add(new NpgsqlParameter(name, value ?? DBNull.Value));
        }

        return command;
    }
}
