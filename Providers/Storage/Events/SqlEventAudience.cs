using PuppetEngine.Engine.Events;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Providers.Storage.Sql;

namespace PuppetEngine.Providers.Storage.Events;

/// <summary>The agents of the catalog, by id alone: a broadcast reads no cards.</summary>
internal sealed class SqlEventAudience(SqlDatabase database) : IEventAudience
{
    private const string All = "SELECT id FROM agents WHERE id > @after AND status <> @deleted ORDER BY id LIMIT @limit";

    private const string Tagged = """
        SELECT t.agent_id FROM agent_tags t JOIN agents a ON a.id = t.agent_id
        WHERE t.tag = @tag AND t.agent_id > @after AND a.status <> @deleted ORDER BY t.agent_id LIMIT @limit
        """;

    private const string One = "SELECT COUNT(*) FROM agents WHERE id = @id AND status <> @deleted";

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> FindMissingAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            session => ids.Where(id => session.Number(One, ("@id", id), ("@deleted", AgentStatuses.Deleted)) is not > 0).ToList(),
            cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> ListAsync(string? tag, string after, int limit, CancellationToken cancellationToken)
    {
        List<(string, object?)> args = [("@after", after), ("@deleted", AgentStatuses.Deleted), ("@limit", (long)limit)];
        if (tag is not null)
        {
            args.Add(("@tag", tag));
        }

        return await database.ReadAsync(session => session.Rows(tag is null ? All : Tagged, static r => r.GetString(0), [.. args]), cancellationToken).ConfigureAwait(false);
    }
}
