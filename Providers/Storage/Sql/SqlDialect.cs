namespace PuppetEngine.Providers.Storage.Sql;

/// <summary>What SQLite and PostgreSQL say differently. All other statements are one text for both.</summary>
internal enum SqlDialect
{
    /// <summary>SQLite 3.24 or later.</summary>
    Sqlite,

    /// <summary>PostgreSQL 13 or later.</summary>
    Postgres,
}
