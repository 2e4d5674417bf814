using System.Text;
using PuppetEngine.Engine.Memory;
using PuppetEngine.Grains.Abstractions.Memory;
using PuppetEngine.Providers.Storage.Agents;
using PuppetEngine.Providers.Storage.Sql;

namespace PuppetEngine.Providers.Storage.Memory;

/// <summary>The memory table: one row per item.</summary>
internal sealed class SqlMemoryStore(SqlDatabase database) : IMemoryStore
{
    private const int MostItems = 200;
    private const int MostQueryWords = 32;

    private const string Fields = "agent_id, id, kind, content, importance, valence, provenance, at_ms, associations, access_count, last_access_ms";
    private const string Values = "@agent, @id, @kind, @content, @importance, @valence, @provenance, @at, @associations, @accesses, @access";
    private const string InsertSqlite = $"INSERT INTO memory ({Fields}) VALUES ({Values}) ON CONFLICT DO NOTHING";
    private const string InsertPostgres = $"INSERT INTO memory ({Fields}, words) VALUES ({Values}, @words) ON CONFLICT DO NOTHING";
    private const string NumberOf = "SELECT number FROM memory WHERE agent_id = @agent AND id = @id";

    /// <inheritdoc />
    public async Task AppendAsync(string agentId, IReadOnlyList<MemoryItem> items, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(items);
        if (items.Count == 0)
        {
            return;
        }

        await database.WriteAsync(
            session =>
            {
                foreach (var item in items)
                {
                    Insert(session, agentId, item);
                }

                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public Task<MemoryPage> ListAsync(string agentId, string? kind, string? cursor, int limit, CancellationToken cancellationToken)
    {
        limit = Math.Clamp(limit, 1, MostItems);
        var (atMs, id) = Pages.ReadCursor(cursor);
        List<(string, object?)> args = [("@agent", agentId), ("@at", atMs), ("@id", id), ("@limit", limit + 1L)];
        var sql = $"SELECT {MemoryRows.Columns} FROM memory m WHERE m.agent_id = @agent{Kind(kind, args)} AND (m.at_ms, m.id) < (@at, @id) ORDER BY m.at_ms DESC, m.id DESC LIMIT @limit";
        return database.ReadAsync(
            session =>
            {
                var items = session.Rows(sql, MemoryRows.Map, [.. args]);
                var more = Pages.Cut(items, limit);
                return new MemoryPage
                {
                    Items = [.. items.Select(i => new MemoryMatch { Item = i })],
                    Next = more ? Pages.Cursor(items[^1].At.ToUnixTimeMilliseconds(), items[^1].Id) : null,
                };
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<List<MemoryMatch>> SearchAsync(string agentId, string text, string? kind, int limit, CancellationToken cancellationToken)
    {
        limit = Math.Clamp(limit, 1, MostItems);
        var words = LexicalTokenizer.Tokenize(text).Distinct(StringComparer.Ordinal).Take(MostQueryWords).ToList();
        return words.Count == 0
            ? Task.FromResult(new List<MemoryMatch>())
            : database.ReadAsync(
                session =>
                {
                    var candidates = Candidates(session, agentId, words, kind);
                    var scores = LexicalScorer.Score(text, [.. candidates.Select(c => c.Content)]);
                    return candidates.Select((c, i) => new MemoryMatch { Item = c, Score = scores[i] })
                        .Where(m => m.Score > 0)
                        .OrderByDescending(m => m.Score).ThenByDescending(m => m.Item.At).ThenBy(m => m.Item.Id, StringComparer.Ordinal)
                        .Take(limit).ToList();
                },
                cancellationToken);
    }

    /// <inheritdoc />
    public Task<bool> DeleteAsync(string agentId, string id, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                if (session.Number(NumberOf, ("@agent", agentId), ("@id", id)) is not { } number)
                {
                    return false;
                }

                if (session.HasWordIndex)
                {
                    MemoryWords.Remove(session, number);
                }

                return session.Execute("DELETE FROM memory WHERE number = @number", ("@number", number)) > 0;
            },
            cancellationToken);

    private static void Insert(SqlSession session, string agentId, MemoryItem item)
    {
        var content = Clean(item.Content);
        List<(string, object?)> args =
        [
            ("@agent", agentId), ("@id", item.Id), ("@kind", item.Kind), ("@content", content), ("@importance", item.Importance),
            ("@valence", item.EmotionalValence), ("@provenance", (long)item.Provenance), ("@at", item.At.ToUnixTimeMilliseconds()),
            ("@associations", Encoding.UTF8.GetString(AgentDocuments.Write(item.Associations, AgentDocuments.Default.ListString))),
            ("@accesses", (long)item.AccessCount), ("@access", item.LastAccessAt?.ToUnixTimeMilliseconds()),
        ];
        if (session.Dialect == SqlDialect.Postgres)
        {
            session.Execute(InsertPostgres, [.. args, ("@words", LexicalTokenizer.Tokenize(content).Distinct(StringComparer.Ordinal).ToArray())]);
        }
        else if (session.Execute(InsertSqlite, [.. args]) > 0 && session.HasWordIndex)
        {
            MemoryWords.Put(session, session.Number(NumberOf, ("@agent", agentId), ("@id", item.Id))!.Value, agentId, content);
        }
    }

    private static List<MemoryItem> Candidates(SqlSession session, string agentId, List<string> words, string? kind)
    {
        List<(string, object?)> args = [("@agent", agentId), ("@limit", (long)MemoryWords.MostCandidates)];
        var ofKind = Kind(kind, args);
        if (session.Dialect == SqlDialect.Postgres)
        {
            args.Add(("@words", words.ToArray()));
            return session.Rows($"SELECT {MemoryRows.Columns} FROM memory m WHERE m.agent_id = @agent{ofKind} AND m.words && @words ORDER BY m.at_ms DESC, m.id DESC LIMIT @limit", MemoryRows.Map, [.. args]);
        }

        if (!session.HasWordIndex)
        {
            return session.Rows($"SELECT {MemoryRows.Columns} FROM memory m WHERE m.agent_id = @agent{ofKind} ORDER BY m.at_ms DESC, m.id DESC LIMIT @limit", MemoryRows.Map, [.. args]);
        }

        args.Add(("@match", MemoryWords.Match(agentId, words)));
        return session.Rows($"SELECT {MemoryRows.Columns} FROM memory_words w JOIN memory m ON m.number = w.rowid WHERE memory_words MATCH @match AND m.agent_id = @agent{ofKind} ORDER BY w.rank LIMIT @limit", MemoryRows.Map, [.. args]);
    }

    private static string Kind(string? kind, List<(string, object?)> args)
    {
        if (kind is null)
        {
            return "";
        }

        args.Add(("@kind", kind));
        return " AND m.kind = @kind";
    }

    // PostgreSQL has no zero byte in texts, and SQLite's readers stop at one.
    private static string Clean(string text) => text.Replace('\0', ' ');
}
