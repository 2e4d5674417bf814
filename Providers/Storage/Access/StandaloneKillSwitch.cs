using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Providers.Storage.Postgres;
using PuppetEngine.Providers.Storage.Sql;
using PuppetEngine.Providers.Storage.Sqlite;

namespace PuppetEngine.Providers.Storage.Access;

/// <summary>
/// The kill switch for a person who cannot reach the gateway: it writes the row beside a running silo, which looks at it before it acts
/// and at most a second later. It does not take the data directory.
/// </summary>
public static class StandaloneKillSwitch
{
    /// <summary>Sets or clears a target, durably when it returns.</summary>
    /// <param name="options">Where the tables lie.</param>
    /// <param name="target"><c>all</c>, <c>tag:NAME</c> or <c>agent:ID</c>.</param>
    /// <param name="stopped">Whether it is stopped from now on.</param>
    /// <param name="reason">Why, in a person's words; may be empty.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives up before the write begins, not after.</param>
    /// <exception cref="StorageException">There is no database there, or it cannot be written.</exception>
    /// <exception cref="ArgumentException">The target has none of the three forms.</exception>
    public static async Task<KillSwitchState> SetAsync(
        StorageOptions options, string target, bool stopped, string reason, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        await using var database = Open(options);
        return await new SqlKillSwitch(database, time).SetAsync(target, stopped, reason, cancellationToken).ConfigureAwait(false);
    }

    private static SqlDatabase Open(StorageOptions options)
    {
        if (options.IsPostgres)
        {
            return new PostgresDatabase(options.ConnectionString);
        }

        return File.Exists(options.DatabasePath)
            ? SqliteDatabase.Open(options.DatabasePath)
            : throw new StorageException($"There is no database in '{Path.GetFullPath(options.DataDirectory)}'. Set PUPPET_DATA_DIR to the directory of the process that is to be stopped.");
    }
}
