using System.Data.Common;
using PuppetEngine.Grains.Abstractions.Memory;
using PuppetEngine.Providers.Storage.Agents;

namespace PuppetEngine.Providers.Storage.Memory;

/// <summary>Reads the memories' rows.</summary>
internal static class MemoryRows
{
    internal const string Columns =
        "m.id, m.kind, m.content, m.importance, m.valence, m.provenance, m.at_ms, m.associations, m.access_count, m.last_access_ms";

    internal static MemoryItem Map(DbDataReader r) => new()
    {
        Id = r.GetString(0),
        Kind = r.GetString(1),
        Content = r.GetString(2),
        Importance = r.GetDouble(3),
        EmotionalValence = r.GetDouble(4),
        Provenance = (Provenance)r.GetInt64(5),
        At = DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(6)),
        Associations = r.GetString(7) is { Length: > 2 } ids ? AgentDocuments.Read(System.Text.Encoding.UTF8.GetBytes(ids), AgentDocuments.Default.ListString) : [],
        AccessCount = (int)r.GetInt64(8),
        LastAccessAt = r.IsDBNull(9) ? null : DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(9)),
    };
}
