using PuppetEngine.Engine.Journal;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Providers.Storage.Sql;

namespace PuppetEngine.Providers.Storage.Journal;

/// <summary>The journal's table as it is read.</summary>
internal sealed class SqlJournalStore(SqlDatabase database) : IJournalStore, IJournalHeads
{
    private const int MostRows = 1_000;

    private const string Forward = $"SELECT {JournalRows.Columns} FROM journal WHERE agent_id = @agent AND seq > @seq ORDER BY seq LIMIT @limit";
    private const string Backward = $"SELECT {JournalRows.Columns} FROM journal WHERE agent_id = @agent AND seq < @seq ORDER BY seq DESC LIMIT @limit";
    private const string Last = $"SELECT {JournalRows.Columns} FROM journal WHERE agent_id = @agent ORDER BY seq DESC LIMIT 1";
    private const string FeedSqlite = $"SELECT {JournalRows.Columns} FROM journal WHERE feed_position > @after ORDER BY feed_position LIMIT @limit";
    private const string FeedPostgres = $"SELECT {JournalRows.Columns} FROM journal WHERE feed_position > @after AND {JournalRows.PostgresSettled} ORDER BY feed_position LIMIT @limit";
    private const string MovedSqlite = "SELECT agent_id, seq, hash, feed_position FROM journal WHERE feed_position > @after ORDER BY feed_position LIMIT @limit";
    private const string MovedPostgres = $"SELECT agent_id, seq, hash, feed_position FROM journal WHERE feed_position > @after AND {JournalRows.PostgresSettled} ORDER BY feed_position LIMIT @limit";

    // The salt goes with the payload: kept, it would let anybody find a short payload by trying.
    private const string Erase = "UPDATE journal SET payload = NULL, salt = @none WHERE agent_id = @agent AND seq = @seq";

    /// <inheritdoc />
    public Task<JournalPage> ReadAsync(string agentId, long afterSeq, int limit, bool newestFirst, CancellationToken cancellationToken)
    {
        limit = Math.Clamp(limit, 1, MostRows);
        var from = newestFirst && afterSeq <= 0 ? long.MaxValue : afterSeq;
        return database.ReadAsync(
            session =>
            {
                var items = session.Rows(newestFirst ? Backward : Forward, JournalRows.Map, ("@agent", agentId), ("@seq", from), ("@limit", limit + 1L));
                var more = Pages.Cut(items, limit);
                return new JournalPage { Items = items, Next = more ? items[^1].Seq : null };
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<JournalPage> ReadFeedAsync(long afterPosition, int limit, CancellationToken cancellationToken)
    {
        limit = Math.Clamp(limit, 1, MostRows);
        return database.ReadAsync(
            session =>
            {
                if (afterPosition < 0)
                {
                    return new JournalPage { Items = [], Next = JournalRows.FeedEnd(session) };
                }

                var items = session.Rows(session.Dialect == SqlDialect.Sqlite ? FeedSqlite : FeedPostgres, JournalRows.Map, ("@after", afterPosition), ("@limit", (long)limit));
                // A feed has no end: the cursor is always given, so that a reader goes on where it stands.
                return new JournalPage { Items = items, Next = items.Count > 0 ? items[^1].FeedPosition : afterPosition };
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<JournalRow?> HeadAsync(string agentId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.First(Last, JournalRows.Map, ("@agent", agentId)), cancellationToken);

    /// <inheritdoc />
    public Task<bool> ErasePayloadAsync(string agentId, long seq, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.Execute(Erase, ("@none", Array.Empty<byte>()), ("@agent", agentId), ("@seq", seq)) > 0, cancellationToken);

    /// <inheritdoc />
    public Task<(IReadOnlyList<JournalHead> Heads, long FeedPosition)> ReadMovedAsync(long afterPosition, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<(IReadOnlyList<JournalHead>, long)>(
            session =>
            {
                var rows = session.Rows(
                    session.Dialect == SqlDialect.Sqlite ? MovedSqlite : MovedPostgres,
                    static r => (Head: new JournalHead(r.GetString(0), r.GetInt64(1), r.GetFieldValue<byte[]>(2)), Position: r.GetInt64(3)),
                    ("@after", afterPosition), ("@limit", (long)limit));
                var heads = rows.GroupBy(r => r.Head.AgentId, (_, moved) => moved.MaxBy(m => m.Head.Seq).Head);
                return ([.. heads.OrderBy(h => h.AgentId, StringComparer.Ordinal)], rows.Count > 0 ? rows[^1].Position : afterPosition);
            },
            cancellationToken);

    /// <inheritdoc />
    public Task<long> ReadFeedPositionAsync(CancellationToken cancellationToken) => database.ReadAsync(JournalRows.FeedEnd, cancellationToken);

    /// <inheritdoc />
    public Task<byte[]?> FindHashAsync(string agentId, long seq, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => session.First("SELECT hash FROM journal WHERE agent_id = @agent AND seq = @seq", static r => r.GetFieldValue<byte[]>(0), ("@agent", agentId), ("@seq", seq)),
            cancellationToken);
}
