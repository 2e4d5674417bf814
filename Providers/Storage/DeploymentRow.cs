using System.Security.Cryptography;
using PuppetEngine.Engine.Access;
using PuppetEngine.Providers.Storage.Sql;

namespace PuppetEngine.Providers.Storage;

/// <summary>The row that says which deployment a database belongs to.</summary>
internal static class DeploymentRow
{
    /// <summary>Reads the database's id; a new database takes the configured one, or a random one.</summary>
    internal static async Task<DeploymentIdentity> ReadAsync(SqlDatabase database, string configuredId, TimeProvider time, CancellationToken cancellationToken)
    {
        const string Find = "SELECT id FROM deployment WHERE one = 1";
        var fresh = configuredId.Length > 0 ? configuredId : "d-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        var stored = await database.ReadAsync(session => session.First(Find, static r => r.GetString(0)), cancellationToken).ConfigureAwait(false)
            ?? await database.WriteAsync(
                session =>
                {
                    session.Execute("INSERT INTO deployment (one, id, at_ms) VALUES (1, @id, @at) ON CONFLICT DO NOTHING", ("@id", fresh), ("@at", time.GetUtcNow().ToUnixTimeMilliseconds()));
                    return session.First(Find, static r => r.GetString(0))!;
                },
                cancellationToken).ConfigureAwait(false);
        return new DeploymentIdentity(stored, configuredId);
    }
}
