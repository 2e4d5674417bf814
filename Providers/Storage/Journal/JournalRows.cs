using System.Data.Common;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Providers.Storage.Sql;

namespace PuppetEngine.Providers.Storage.Journal;

/// <summary>Reads the journal's rows.</summary>
internal static class JournalRows
{
    internal const string Columns =
        "agent_id, seq, entry_key, kind, at_ms, effect_id, summary, salt, payload_digest, payload, prev, hash, feed_position";

    /// <summary>On PostgreSQL, rows of transactions older than the oldest one that still runs: nothing can appear before them any more.</summary>
    internal const string PostgresSettled =
        "feed_position < ((SELECT base FROM feed_base) + pg_snapshot_xmin(pg_current_snapshot())::text::bigint) * 16384";

    internal static JournalRow Map(DbDataReader r) => new()
    {
        AgentId = r.GetString(0),
        Seq = r.GetInt64(1),
        EntryKey = r.GetString(2),
        Kind = r.GetString(3),
        AtMs = r.GetInt64(4),
        EffectId = r.GetString(5),
        Summary = r.GetString(6),
        Salt = r.GetFieldValue<byte[]>(7),
        PayloadDigest = r.GetFieldValue<byte[]>(8),
        Payload = r.IsDBNull(9) ? null : r.GetFieldValue<byte[]>(9),
        Prev = r.GetFieldValue<byte[]>(10),
        Hash = r.GetFieldValue<byte[]>(11),
        FeedPosition = r.GetInt64(12),
    };

    /// <summary>The newest feed position that may be read; 0 when there is none.</summary>
    internal static long FeedEnd(SqlSession session) => session.Number(session.Dialect == SqlDialect.Sqlite
        ? "SELECT MAX(feed_position) FROM journal"
        : $"SELECT MAX(feed_position) FROM journal WHERE {PostgresSettled}") ?? 0;
}
