using System.Globalization;
using System.Text;
using PuppetEngine.Engine.Agents;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Providers.Storage.Journal;
using PuppetEngine.Providers.Storage.Sql;

namespace PuppetEngine.Providers.Storage.Agents;

/// <summary>The tables of agents and effects, as they are read and paged. Every page is one index range, whatever the table's size.</summary>
internal sealed class SqlAgentCatalog(SqlDatabase database) : IAgentCatalog
{
    private const int MostItems = 200;

    /// <inheritdoc />
    public Task<AgentPage> ListAgentsAsync(AgentFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var limit = Math.Clamp(filter.Limit, 1, MostItems);
        var sql = new StringBuilder("SELECT a.doc FROM ")
            .Append(filter.Tag is null ? "agents a WHERE" : "agent_tags t JOIN agents a ON a.id = t.agent_id WHERE t.tag = @tag AND")
            .Append(filter.Status is null ? " a.status <> @status" : " a.status = @status")
            .Append(filter.Tag is null ? " AND a.id > @cursor ORDER BY a.id" : " AND t.agent_id > @cursor ORDER BY t.agent_id")
            .Append(" LIMIT @limit").ToString();
        return database.ReadAsync(
            session =>
            {
                List<(string, object?)> args =
                    [("@status", filter.Status ?? AgentStatuses.Deleted), ("@cursor", filter.Cursor ?? ""), ("@limit", limit + 1L)];
                if (filter.Tag is not null)
                {
                    args.Add(("@tag", filter.Tag));
                }

                var items = session.Rows(sql, static r => AgentDocuments.Read(r.GetFieldValue<byte[]>(0), AgentDocuments.Default.AgentCard), [.. args]);
                var more = Pages.Cut(items, limit);
                return new AgentPage { Items = items, Next = more ? items[^1].Id : null };
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<AgentCard?> FindAgentAsync(string agentId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => session.First(
                "SELECT doc FROM agents WHERE id = @id",
                static r => AgentDocuments.Read(r.GetFieldValue<byte[]>(0), AgentDocuments.Default.AgentCard),
                ("@id", agentId)),
            cancellationToken);

    /// <inheritdoc />
    public Task<EffectPage> ListEffectsAsync(EffectFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var limit = Math.Clamp(filter.Limit, 1, MostItems);
        var (beforeMs, beforeId) = Pages.ReadCursor(filter.Cursor);
        var sql = new StringBuilder("SELECT doc FROM effects WHERE (at_ms, id) < (@at, @id)");
        List<(string, object?)> args = [("@at", beforeMs), ("@id", beforeId), ("@limit", limit + 1L)];
        if (filter.AgentId is not null)
        {
            sql.Append(" AND agent_id = @agent");
            args.Add(("@agent", filter.AgentId));
        }

        if (filter.State is { } state)
        {
            sql.Append(" AND state = @state");
            args.Add(("@state", (long)state));
        }

        if (filter.Kinds.Count > 0)
        {
            // Numbers of an enumeration: no text of a caller gets into the statement, and there are few combinations.
            sql.Append(CultureInfo.InvariantCulture, $" AND kind IN ({string.Join(',', filter.Kinds.Distinct().Select(k => (long)k).Order())})");
        }

        var text = sql.Append(" ORDER BY at_ms DESC, id DESC LIMIT @limit").ToString();
        return database.ReadAsync(
            session =>
            {
                var items = session.Rows(text, static r => AgentDocuments.Read(r.GetFieldValue<byte[]>(0), AgentDocuments.Default.EffectView), [.. args]);
                var more = Pages.Cut(items, limit);
                return new EffectPage { Items = items, Next = more ? Pages.Cursor(items[^1].At.ToUnixTimeMilliseconds(), items[^1].EffectId) : null };
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<EffectView?> FindEffectAsync(string effectId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => EffectRows.Find(session, effectId), cancellationToken);

    /// <inheritdoc />
    public Task<CatalogTotals> GetTotalsAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => new CatalogTotals
            {
                AgentsByStatus = Count(session, "agents", "SELECT status, count(*) FROM agents GROUP BY status").ToDictionary(),
                EffectsByState = Count(session, "effects", "SELECT state::text, count(*) FROM effects GROUP BY state")
                    .ToDictionary(p => (EffectState)int.Parse(p.Key, CultureInfo.InvariantCulture), p => p.Value),
                FeedPosition = JournalRows.FeedEnd(session),
            },
            cancellationToken);

    // PostgreSQL counts from an index: a counter kept by triggers would be one row that every silo waits for.
    private static IEnumerable<KeyValuePair<string, long>> Count(SqlSession session, string name, string postgres) =>
        session.Dialect == SqlDialect.Sqlite
            ? session.Rows("SELECT key, n FROM totals WHERE name = @name AND n > 0", static r => KeyValuePair.Create(r.GetString(0), r.GetInt64(1)), ("@name", name))
            : session.Rows(postgres, static r => KeyValuePair.Create(r.GetString(0), r.GetInt64(1)));
}
