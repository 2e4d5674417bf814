using System.Data.Common;
using PuppetEngine.Providers.Storage.Sql;
using PuppetEngine.Sqlite;

namespace PuppetEngine.Providers.Storage.Sqlite;

/// <summary>A session on SQLite.</summary>
/// <param name="session">The connection with its prepared statements.</param>
/// <param name="beforeStatement">Where tests look at, or break off, the work between two statements; null in the product.</param>
internal sealed class SqliteSqlSession(SqliteSession session, Action<string>? beforeStatement = null) : SqlSession
{
    internal override SqlDialect Dialect => SqlDialect.Sqlite;

    internal override int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> args) => Bind(sql, args).Execute();

    internal override List<T> Rows<T>(string sql, Func<DbDataReader, T> map, params ReadOnlySpan<(string Name, object? Value)> args) =>
        Bind(sql, args).Rows(map);

    private SqliteStatement Bind(string sql, ReadOnlySpan<(string Name, object? Value)> args)
    {
        beforeStatement?.Invoke(sql);
        var statement = session.Statement(sql);
        foreach (var (name, value) in args)
        {
            statement.Set(name, value);
        }

        return statement;
    }
}
