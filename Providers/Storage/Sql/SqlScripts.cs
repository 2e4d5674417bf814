namespace PuppetEngine.Providers.Storage.Sql;

/// <summary>The SQL texts under <c>deploy/sql/</c>, which are embedded here.</summary>
internal static class SqlScripts
{
    /// <summary>The tables for SQLite.</summary>
    internal static string Sqlite => Read("puppet.sqlite.sql");

    /// <summary>The tables for PostgreSQL.</summary>
    internal static string Postgres => Read("puppet.postgres.sql");

    private static string Read(string name)
    {
        using var stream = typeof(SqlScripts).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The build left out {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
