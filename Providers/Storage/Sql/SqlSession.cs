using System.Data.Common;

namespace PuppetEngine.Providers.Storage.Sql;

/// <summary>
/// One connection inside one unit of work, on either database. Statements are prepared once per connection and text, so texts must be
/// constants or few. Parameters are named <c>@name</c>; all of a text's parameters are given at each run.
/// </summary>
internal abstract class SqlSession
{
    /// <summary>What the databases say differently.</summary>
    internal abstract SqlDialect Dialect { get; }

    /// <summary>Runs a statement; the number of rows it changed.</summary>
    internal abstract int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> args);

    /// <summary>Runs a query and maps each row.</summary>
    internal abstract List<T> Rows<T>(string sql, Func<DbDataReader, T> map, params ReadOnlySpan<(string Name, object? Value)> args);

    /// <summary>Runs a query and maps its first row; default when there is none.</summary>
    internal T? First<T>(string sql, Func<DbDataReader, T> map, params ReadOnlySpan<(string Name, object? Value)> args)
    {
        var rows = Rows(sql, map, args);
        return rows.Count > 0 ? rows[0] : default;
    }

    /// <summary>The first column of the first row as an integer; null when there is none, or NULL stands there.</summary>
    internal long? Number(string sql, params ReadOnlySpan<(string Name, object? Value)> args) =>
        First(sql, static r => r.IsDBNull(0) ? (long?)null : r.GetInt64(0), args);
}
