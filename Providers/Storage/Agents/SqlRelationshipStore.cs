using System.Data.Common;
using PuppetEngine.Engine.Agents;
using PuppetEngine.Engine.Agents.Relationships;
using PuppetEngine.Providers.Storage.Sql;

namespace PuppetEngine.Providers.Storage.Agents;

/// <summary>The table of relationships, as it is read. A page is one index range.</summary>
internal sealed class SqlRelationshipStore(SqlDatabase database) : IRelationshipStore
{
    private const int MostItems = 200;
    private const string Find = "SELECT doc FROM relationships WHERE agent_id = @agent AND target_id = @target";

    private const string List = """
        SELECT doc FROM relationships WHERE agent_id = @agent AND (last_ms, target_id) < (@at, @target)
        ORDER BY last_ms DESC, target_id DESC LIMIT @limit
        """;

    /// <inheritdoc />
    public Task<Relationship?> FindAsync(string agentId, string targetId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.First(Find, Map, ("@agent", agentId), ("@target", targetId)), cancellationToken);

    /// <inheritdoc />
    public Task<RelationshipPage> ListAsync(string agentId, int limit, string? cursor, CancellationToken cancellationToken)
    {
        var most = Math.Clamp(limit, 1, MostItems);
        var (beforeMs, beforeId) = Pages.ReadCursor(cursor);
        return database.ReadAsync(
            session =>
            {
                var items = session.Rows(List, Map, ("@agent", agentId), ("@at", beforeMs), ("@target", beforeId), ("@limit", most + 1L));
                var more = Pages.Cut(items, most);
                return new RelationshipPage(items, more ? Pages.Cursor(items[^1].LastAt?.ToUnixTimeMilliseconds() ?? 0, items[^1].TargetId) : null);
            },
            cancellationToken);
    }

    private static Relationship Map(DbDataReader row) => AgentDocuments.Read(row.GetFieldValue<byte[]>(0), AgentDocuments.Default.Relationship);
}
