using System.Globalization;
using PuppetEngine.Engine.Agents;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Providers.Storage.Sql;

namespace PuppetEngine.Providers.Storage.Agents;

/// <summary>
/// Finds the agents that are due first in the catalog's cards. The due time has no column of its own: it is asked for once per start, and an
/// index would be written with every turn.
/// </summary>
internal sealed class SqlDueAgents(SqlDatabase database) : IDueAgents
{
    /// <inheritdoc />
    public Task<List<string>> ListDueAsync(DateTimeOffset until, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session =>
            {
                var due = session.Dialect == SqlDialect.Sqlite ? "json_extract(CAST(doc AS TEXT), '$.next_due')" : "convert_from(doc, 'UTF8')::json ->> 'next_due'";
                var rows = session.Rows(
                    $"SELECT id, {due} FROM agents WHERE status = @status",
                    static r => (Id: r.GetString(0), Due: r.IsDBNull(1) ? DateTimeOffset.MaxValue : DateTimeOffset.Parse(r.GetString(1), CultureInfo.InvariantCulture)),
                    ("@status", AgentStatuses.Active));
                return rows.Where(row => row.Due <= until).OrderBy(row => row.Due).ThenBy(row => row.Id, StringComparer.Ordinal).Take(limit).Select(row => row.Id).ToList();
            },
            cancellationToken);
}
