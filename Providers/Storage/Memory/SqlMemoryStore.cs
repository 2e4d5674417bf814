using PuppetEngine.Engine.Memory;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Memory;
using PuppetEngine.Providers.Storage.Sql;

namespace PuppetEngine.Providers.Storage.Memory;

/// <summary>The memory table: one row per item.</summary>
internal sealed class SqlMemoryStore(SqlDatabase database, MemorySeal seal) : IMemoryStore
{
    private const int MostItems = 200;
    private const int MostForgotten = 1000;

    private static readonly string[] OfRow = ["memory", "memory_sealed", "memory_vectors", "memory_consolidated"];

    private readonly MemoryRowReader _reader = new(seal);

    /// <inheritdoc />
    public Task<List<MemoryRow>> AppendAsync(string agentId, IReadOnlyList<MemoryItem> items, bool revive, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(items);
        return items.Count == 0
            ? Task.FromResult(new List<MemoryRow>())
            : database.WriteAsync(session => items.Select(i => _reader.Insert(session, agentId, i, revive)).OfType<MemoryRow>().ToList(), cancellationToken);
    }

    /// <inheritdoc />
    public Task<MemoryPage> ListAsync(string agentId, MemoryQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var limit = Math.Clamp(query.Limit, 1, MostItems);
        var (atMs, id) = Pages.ReadCursor(query.Cursor);
        List<(string, object?)> args = [("@agent", agentId), ("@at", atMs), ("@id", id), ("@limit", limit + 1L)];
        var sql = $"{MemoryRowReader.Select} m.agent_id = @agent{Within(query.Kind, query.Since, query.Until, args)} AND (m.at_ms, m.id) < (@at, @id) ORDER BY m.at_ms DESC, m.id DESC LIMIT @limit";
        return database.ReadAsync(
            session =>
            {
                var rows = session.Rows(sql, r => _reader.Map(agentId, r), [.. args]);
                var more = Pages.Cut(rows, limit);
                return new MemoryPage
                {
                    Items = [.. rows.Select(r => new MemoryMatch { Item = r.Item })],
                    Next = more ? Pages.Cursor(rows[^1].Item.At.ToUnixTimeMilliseconds(), rows[^1].Item.Id) : null,
                    Forgotten = session.Number("SELECT count(*) FROM memory_forgotten WHERE agent_id = @agent", ("@agent", agentId)) ?? 0,
                };
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<List<MemoryRow>> ReadAsync(string agentId, IReadOnlyList<long> numbers, CancellationToken cancellationToken) =>
        numbers.Count == 0
            ? Task.FromResult(new List<MemoryRow>())
            : database.ReadAsync(
                session => session.Dialect == SqlDialect.Postgres
                    ? session.Rows($"{MemoryRowReader.Select} m.number = ANY(@numbers)", r => _reader.Map(agentId, r), ("@numbers", numbers.ToArray()))
                    : numbers.SelectMany(n => session.Rows($"{MemoryRowReader.Select} m.number = @number", r => _reader.Map(agentId, r), ("@number", n))).ToList(),
                cancellationToken);

    /// <inheritdoc />
    public Task<List<MemoryRow>> FindAsync(string agentId, IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        ids.Count == 0
            ? Task.FromResult(new List<MemoryRow>())
            : database.ReadAsync(
                session => ids.Distinct(StringComparer.Ordinal)
                    .SelectMany(id => session.Rows($"{MemoryRowReader.Select} m.agent_id = @agent AND m.id = @id", r => _reader.Map(agentId, r), ("@agent", agentId), ("@id", id))).ToList(),
                cancellationToken);

    /// <inheritdoc />
    public Task<List<long>> ForgetAsync(string agentId, MemorySelection selection, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(selection);
        return database.WriteAsync(
            session =>
            {
                var gone = Select(session, agentId, selection);
                foreach (var (number, id, kind) in gone)
                {
                    foreach (var table in OfRow)
                    {
                        session.Execute($"DELETE FROM {table} WHERE number = @number", ("@number", number));
                    }

                    session.Execute(
                        "DELETE FROM memory_blocks WHERE agent_id = @agent AND first_number <= @number AND last_number >= @number",
                        ("@agent", agentId), ("@number", number));
                    session.Execute(
                        "INSERT INTO memory_forgotten (agent_id, id, kind, reason, at_ms) VALUES (@agent, @id, @kind, @reason, @at) ON CONFLICT DO NOTHING",
                        ("@agent", agentId), ("@id", id), ("@kind", kind), ("@reason", selection.Reason), ("@at", now.ToUnixTimeMilliseconds()));
                }

                return gone.ConvertAll(g => g.Number);
            },
            cancellationToken);
    }

    private static List<(long Number, string Id, string Kind)> Select(SqlSession session, string agentId, MemorySelection selection)
    {
        List<(string, object?)> args = [("@agent", agentId), ("@limit", (long)MostForgotten)];
        var conditions = Within(selection.Kind, selection.Since, selection.Until, args);
        if (selection.Provenance is { } label)
        {
            conditions += " AND m.provenance = @provenance";
            args.Add(("@provenance", (long)label));
        }

        if (selection.Ids.Count == 0)
        {
            return Rows("");
        }

        List<(long Number, string Id, string Kind)> found = [];
        foreach (var id in selection.Ids.Distinct(StringComparer.Ordinal))
        {
            args.RemoveAll(a => a.Item1 == "@id");
            args.Add(("@id", id));
            found.AddRange(found.Count < MostForgotten ? Rows(" AND m.id = @id") : []);
        }

        return found;

        List<(long Number, string Id, string Kind)> Rows(string more) => session.Rows(
            $"SELECT m.number, m.id, m.kind FROM memory m WHERE m.agent_id = @agent{conditions}{more} ORDER BY m.number LIMIT @limit",
            static r => (r.GetInt64(0), r.GetString(1), r.GetString(2)), [.. args]);
    }

    private static string Within(string? kind, DateTimeOffset? since, DateTimeOffset? until, List<(string, object?)> args)
    {
        var sql = "";
        if (kind is not null)
        {
            sql += " AND m.kind = @kind";
            args.Add(("@kind", kind));
        }

        if (since is { } from)
        {
            sql += " AND m.at_ms >= @since";
            args.Add(("@since", from.ToUnixTimeMilliseconds()));
        }

        if (until is { } to)
        {
            sql += " AND m.at_ms < @until";
            args.Add(("@until", to.ToUnixTimeMilliseconds()));
        }

        return sql;
    }
}
