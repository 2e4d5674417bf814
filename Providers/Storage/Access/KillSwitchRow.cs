using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Providers.Storage.Agents;
using PuppetEngine.Providers.Storage.Sql;

namespace PuppetEngine.Providers.Storage.Access;

/// <summary>Reads and writes the kill switch's row.</summary>
internal static class KillSwitchRow
{
    private const string Select = "SELECT doc FROM kill_switch WHERE one = 1";

    private const string Upsert = """
        INSERT INTO kill_switch (one, epoch, doc) VALUES (1, @epoch, @doc)
        ON CONFLICT (one) DO UPDATE SET epoch = excluded.epoch, doc = excluded.doc
        """;

    /// <summary>The row; one that stops nothing when there is none.</summary>
    internal static KillSwitchState Read(SqlSession session, bool forUpdate)
    {
        if (forUpdate && session.Dialect == SqlDialect.Postgres)
        {
            // Two operators at once must not overwrite each other's targets, also when there is no row to lock yet.
            session.Execute("LOCK TABLE kill_switch IN SHARE ROW EXCLUSIVE MODE");
        }

        return session.First(Select, static r => AgentDocuments.Read(r.GetFieldValue<byte[]>(0), AgentDocuments.Default.KillSwitchState)) ?? new KillSwitchState();
    }

    internal static void Write(SqlSession session, KillSwitchState state) =>
        session.Execute(Upsert, ("@epoch", state.Epoch), ("@doc", AgentDocuments.Write(state, AgentDocuments.Default.KillSwitchState)));
}
