using System.Data.Common;
using System.Text;
using PuppetEngine.Engine.Memory;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Memory;
using PuppetEngine.Providers.Storage.Agents;
using PuppetEngine.Providers.Storage.Sql;

namespace PuppetEngine.Providers.Storage.Memory;

/// <summary>Reads and writes the memories' rows; sealed ones are opened.</summary>
internal sealed class MemoryRowReader(MemorySeal seal)
{
    /// <summary>What <see cref="Map"/> reads, and where it stands. A condition follows.</summary>
    internal const string Select = $"SELECT {Columns} FROM {Tables} WHERE";

    /// <summary>The columns, the row's number first.</summary>
    internal const string Columns =
        "m.number, m.id, m.kind, m.content, m.importance, m.valence, m.provenance, m.at_ms, m.associations, m.access_count, m.last_access_ms, s.key_id, s.body";

    /// <summary>The tables that have them.</summary>
    internal const string Tables = "memory m LEFT JOIN memory_sealed s ON s.number = m.number";

    private const string InsertRow = """
        INSERT INTO memory (agent_id, id, kind, content, importance, valence, provenance, at_ms, associations, access_count, last_access_ms)
        VALUES (@agent, @id, @kind, @content, @importance, @valence, @provenance, @at, @associations, @accesses, @access) ON CONFLICT DO NOTHING
        """;

    private const string InsertSealed = "INSERT INTO memory_sealed (number, agent_id, key_id, body) VALUES (@number, @agent, @key, @body)";
    private const string NumberOf = "SELECT number FROM memory WHERE agent_id = @agent AND id = @id";
    private const string IsForgotten = "SELECT 1 FROM memory_forgotten WHERE agent_id = @agent AND id = @id";
    private const string Revive = "DELETE FROM memory_forgotten WHERE agent_id = @agent AND id = @id";

    /// <summary>A row, opened.</summary>
    internal MemoryRow Map(string agentId, DbDataReader r)
    {
        var id = r.GetString(1);
        return new MemoryRow(r.GetInt64(0), new MemoryItem
        {
            Id = id,
            Kind = r.GetString(2),
            Content = r.IsDBNull(11) ? r.GetString(3) : Encoding.UTF8.GetString(seal.Open(r.GetString(11), MemoryLabels.Text(agentId, id), r.GetFieldValue<byte[]>(12))),
            Importance = r.GetDouble(4),
            EmotionalValence = r.GetDouble(5),
            Provenance = (Provenance)r.GetInt64(6),
            At = DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(7)),
            Associations = r.GetString(8) is { Length: > 2 } ids ? AgentDocuments.Read(Encoding.UTF8.GetBytes(ids), AgentDocuments.Default.ListString) : [],
            AccessCount = (int)r.GetInt64(9),
            LastAccessAt = r.IsDBNull(10) ? null : DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(10)),
        });
    }

    /// <summary>Adds a memory; null when its id is there, or was forgotten and is not to come back.</summary>
    internal MemoryRow? Insert(SqlSession session, string agentId, MemoryItem item, bool revive)
    {
        if (revive)
        {
            session.Execute(Revive, ("@agent", agentId), ("@id", item.Id));
        }
        else if (session.Number(IsForgotten, ("@agent", agentId), ("@id", item.Id)) is not null)
        {
            return null;
        }

        var text = Clean(item.Content);
        var added = session.Execute(
            InsertRow,
            ("@agent", agentId), ("@id", item.Id), ("@kind", item.Kind), ("@content", seal.IsOn ? "" : text), ("@importance", item.Importance),
            ("@valence", item.EmotionalValence), ("@provenance", (long)item.Provenance), ("@at", item.At.ToUnixTimeMilliseconds()),
            ("@associations", Encoding.UTF8.GetString(AgentDocuments.Write(item.Associations, AgentDocuments.Default.ListString))),
            ("@accesses", (long)item.AccessCount), ("@access", item.LastAccessAt?.ToUnixTimeMilliseconds()));
        if (added == 0)
        {
            return null;
        }

        var number = session.Number(NumberOf, ("@agent", agentId), ("@id", item.Id))!.Value;
        if (seal.IsOn)
        {
            PutSealed(session, agentId, item.Id, number, text);
        }

        return new MemoryRow(number, item with { Content = text });
    }

    /// <summary>Stores a sealed text; the row's own must be empty.</summary>
    internal void PutSealed(SqlSession session, string agentId, string id, long number, string text)
    {
        var (key, body) = seal.Close(MemoryLabels.Text(agentId, id), Encoding.UTF8.GetBytes(text));
        session.Execute(InsertSealed, ("@number", number), ("@agent", agentId), ("@key", key), ("@body", body));
    }

    // PostgreSQL has no zero byte in texts, and SQLite's readers stop at one.
    private static string Clean(string text) => text.Replace('\0', ' ');
}
