using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Providers.Storage.Sql;

namespace PuppetEngine.Providers.Storage.Agents;

/// <summary>Reads the effects' rows.</summary>
internal static class EffectRows
{
    internal static EffectView? Find(SqlSession session, string effectId) =>
        session.First(
            "SELECT doc FROM effects WHERE id = @id",
            static r => AgentDocuments.Read(r.GetFieldValue<byte[]>(0), AgentDocuments.Default.EffectView),
            ("@id", effectId));
}
