using Microsoft.Data.Sqlite;

namespace PuppetEngine.Sqlite;

/// <summary>A statement that is prepared once and run often, with named parameters (<c>@name</c>).</summary>
internal sealed class SqliteStatement(SqliteCommand command) : IDisposable
{
    /// <summary>Sets a parameter; null is SQL's NULL. Returns the statement, so that settings can be chained.</summary>
    internal SqliteStatement Set(string name, object? value)
    {
        var index = command.Parameters.IndexOf(name);
        var parameter = index >= 0 ? command.Parameters[index] : command.Parameters.Add(new SqliteParameter { ParameterName = name });
        parameter.Value = value ?? DBNull.Value;
        return this;
    }

    /// <summary>Runs it and returns the number of rows changed.</summary>
    internal int Execute() => command.ExecuteNonQuery();

    /// <summary>
    /// Runs it, all of it where it is several statements, and returns the first column of the first row that any of them answers; null
    /// when there is none, or NULL stands there.
    /// </summary>
    internal object? Scalar()
    {
        object? value = null;
        using var reader = command.ExecuteReader();
        do
        {
            if (value is null && reader.Read())
            {
                value = reader.GetValue(0);
            }
        }
        while (reader.NextResult());
        return value is DBNull ? null : value;
    }

    /// <summary>Runs it and maps each row.</summary>
    internal List<T> Rows<T>(Func<SqliteDataReader, T> map)
    {
        var rows = new List<T>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            rows.Add(map(reader));
        }

        return rows;
    }

    /// <summary>Runs it and maps the first row; default when there is none.</summary>
    internal T? First<T>(Func<SqliteDataReader, T> map)
    {
        using var reader = command.ExecuteReader();
        return reader.Read() ? map(reader) : default;
    }

    /// <inheritdoc />
    public void Dispose() => command.Dispose();
}
