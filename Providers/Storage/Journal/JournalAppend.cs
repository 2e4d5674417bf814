using PuppetEngine.Engine.Agents;
using PuppetEngine.Engine.Journal;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Providers.Storage.Sql;

namespace PuppetEngine.Providers.Storage.Journal;

/// <summary>Appends rows to an agent's chain: a row that is there already is passed over, anything else in its place is a conflict.</summary>
internal static class JournalAppend
{
    /// <summary>Rows in one transaction at most, because a feed position on PostgreSQL numbers them with 14 bits.</summary>
    private const int MostRows = 16_000;

    private const string Fields = "agent_id, seq, entry_key, kind, at_ms, effect_id, summary, salt, payload_digest, prev, hash, payload";
    private const string Values = "@agent, @seq, @key, @kind, @at, @effect, @summary, @salt, @digest, @prev, @hash, @payload";

    private const string InsertSqlite = $"INSERT INTO journal ({Fields}) VALUES ({Values}) ON CONFLICT DO NOTHING";

    private const string InsertPostgres = $"""
        INSERT INTO journal (feed_position, {Fields})
        VALUES (((SELECT base FROM feed_base) + pg_current_xact_id()::text::bigint) * 16384 + @place, {Values}) ON CONFLICT DO NOTHING
        """;

    private const string HashAt = "SELECT hash FROM journal WHERE agent_id = @agent AND seq = @seq";
    private const string HashOf = "SELECT hash FROM journal WHERE agent_id = @agent AND entry_key = @key";

    /// <exception cref="JournalConflictException">Another row stands at a seq, or an equal entry key has another hash.</exception>
    /// <exception cref="JournalGapException">The row before the first one is not in the table.</exception>
    internal static void Run(SqlSession session, string agentId, IReadOnlyList<JournalRow> rows)
    {
        if (rows.Count > MostRows)
        {
            throw new ArgumentException($"A commit of '{agentId}' carries {rows.Count} journal rows; at most {MostRows} go into one. Flush the outbox in parts.", nameof(rows));
        }

        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            if (row.AgentId != agentId)
            {
                throw new ArgumentException($"A commit of '{agentId}' carries a row of '{row.AgentId}'. Each agent commits its own rows.", nameof(rows));
            }

            if (Insert(session, row, i) == 0)
            {
                var stored = session.First(HashOf, static r => r.GetFieldValue<byte[]>(0), ("@agent", agentId), ("@key", row.EntryKey));
                if (stored is null || !stored.AsSpan().SequenceEqual(row.Hash))
                {
                    throw new JournalConflictException(agentId, row.Seq);
                }
            }
            else if (i == 0 && row.Seq > 1)
            {
                CheckPredecessor(session, row);
            }
            else if (i > 0 && (row.Seq != rows[i - 1].Seq + 1 || !row.Prev.AsSpan().SequenceEqual(rows[i - 1].Hash)))
            {
                throw new JournalGapException(agentId, rows[i - 1].Seq + 1, row.Seq);
            }
        }
    }

    private static void CheckPredecessor(SqlSession session, JournalRow row)
    {
        var stored = session.First(HashAt, static r => r.GetFieldValue<byte[]>(0), ("@agent", row.AgentId), ("@seq", row.Seq - 1))
            ?? throw new JournalGapException(row.AgentId, row.Seq - 1, row.Seq);
        if (!stored.AsSpan().SequenceEqual(row.Prev))
        {
            throw new JournalConflictException(row.AgentId, row.Seq - 1);
        }
    }

    private static int Insert(SqlSession session, JournalRow row, int place)
    {
        ReadOnlySpan<(string, object?)> args =
        [
            ("@agent", row.AgentId), ("@seq", row.Seq), ("@key", row.EntryKey), ("@kind", row.Kind), ("@at", row.AtMs),
            ("@effect", row.EffectId), ("@summary", row.Summary), ("@salt", row.Salt), ("@digest", row.PayloadDigest),
            ("@prev", row.Prev), ("@hash", row.Hash), ("@payload", row.Payload),
        ];
        return session.Dialect == SqlDialect.Sqlite
            ? session.Execute(InsertSqlite, args)
            : session.Execute(InsertPostgres, [.. args, ("@place", (long)place)]);
    }
}
