using System.Data.Common;
using System.Text;
using PuppetEngine.Engine.Events;
using PuppetEngine.Grains.Abstractions.Events;
using PuppetEngine.Providers.Storage.Agents;
using PuppetEngine.Providers.Storage.Sql;

namespace PuppetEngine.Providers.Storage.Events;

/// <summary>The table of events.</summary>
internal sealed class SqlEventStore(SqlDatabase database) : IEventStore
{
    private const int MostItems = 200;
    private const long MostDropped = 1000;

    private const string Insert = """
        INSERT INTO events (id, type, priority, state, due_ms, next_at_ms, doc) VALUES (@id, @type, @priority, @state, @due, @next, @doc)
        ON CONFLICT DO NOTHING
        """;

    private const string Update = "UPDATE events SET state = @state, next_at_ms = @next, doc = @doc WHERE id = @id";
    private const string FirstDue = "SELECT doc FROM events WHERE state < 2 AND next_at_ms <= @now ORDER BY priority DESC, next_at_ms, id LIMIT 1";
    private const string NextDue = "SELECT MIN(next_at_ms) FROM events WHERE state < 2";
    private const string DropEnded = "DELETE FROM events WHERE id IN (SELECT id FROM events WHERE due_ms < @before AND state >= 2 ORDER BY due_ms LIMIT @most)";

    /// <inheritdoc />
    public Task<int> AppendAsync(IReadOnlyList<AgentEvent> events, CancellationToken cancellationToken)
    {
        var rows = events.Select(e => (Event: e, Doc: Write(EventTelling.Begin(e)))).ToList();
        return database.WriteAsync(
            session => rows.Sum(row => session.Execute(Insert,
                ("@id", row.Event.Id), ("@type", row.Event.Type), ("@priority", (long)row.Event.Priority), ("@state", (long)EventState.Pending),
                ("@due", row.Event.Due.ToUnixTimeMilliseconds()), ("@next", row.Event.Due.ToUnixTimeMilliseconds()), ("@doc", row.Doc))),
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<EventView?> FindAsync(string id, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.First("SELECT doc FROM events WHERE id = @id", Map, ("@id", id)), cancellationToken);

    /// <inheritdoc />
    public Task<EventPage> ListAsync(EventFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var limit = Math.Clamp(filter.Limit, 1, MostItems);
        var (beforeMs, beforeId) = Pages.ReadCursor(filter.Cursor);
        var sql = new StringBuilder("SELECT doc FROM events WHERE (due_ms, id) < (@at, @cursor)");
        List<(string, object?)> args = [("@at", beforeMs), ("@cursor", beforeId), ("@limit", limit + 1L)];
        Bound(" AND type = @type", "@type", filter.Type);
        Bound(" AND due_ms >= @from", "@from", filter.From?.ToUnixTimeMilliseconds());
        Bound(" AND due_ms < @to", "@to", filter.To?.ToUnixTimeMilliseconds());
        var text = sql.Append(" ORDER BY due_ms DESC, id DESC LIMIT @limit").ToString();
        return database.ReadAsync(
            session =>
            {
                var items = session.Rows(text, Map, [.. args]);
                var more = Pages.Cut(items, limit);
                return new EventPage { Items = items, Next = more ? Pages.Cursor(items[^1].Event.Due.ToUnixTimeMilliseconds(), items[^1].Event.Id) : null };
            },
            cancellationToken);

        void Bound(string clause, string name, object? value)
        {
            if (value is not null)
            {
                sql.Append(clause);
                args.Add((name, value));
            }
        }
    }

    /// <inheritdoc />
    public Task<DueEvent> ReadDueAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => session.First(FirstDue, Map, ("@now", now.ToUnixTimeMilliseconds())) is { } due
                ? new DueEvent(due, null)
                : new DueEvent(null, session.Number(NextDue) is { } next ? DateTimeOffset.FromUnixTimeMilliseconds(next) : null),
            cancellationToken);

    /// <inheritdoc />
    public Task UpdateAsync(EventView view, DateTimeOffset dropEndedBefore, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(view);
        var doc = Write(view);
        return database.WriteAsync(
            session =>
            {
                session.Execute(Update, ("@id", view.Event.Id), ("@state", (long)view.State), ("@next", view.NextAt.ToUnixTimeMilliseconds()), ("@doc", doc));
                return view.State >= EventState.Told
                    ? session.Execute(DropEnded, ("@before", dropEndedBefore.ToUnixTimeMilliseconds()), ("@most", MostDropped))
                    : 0;
            },
            cancellationToken);
    }

    private static byte[] Write(EventView view) => AgentDocuments.Write(view, AgentDocuments.Default.EventView);

    private static EventView Map(DbDataReader r) => AgentDocuments.Read(r.GetFieldValue<byte[]>(0), AgentDocuments.Default.EventView);
}
