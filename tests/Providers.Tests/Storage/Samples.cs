using PuppetEngine.Engine.Agents;
using PuppetEngine.Engine.Journal;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Journal;

namespace PuppetEngine.Tests.Providers.Storage;

/// <summary>Rows as agents write them. Each test takes agents of its own, so that tests share a database.</summary>
internal static class Samples
{
    internal static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    internal static List<JournalRow> Chain(string agentId, int rows, JournalHead? after = null, string keys = "key")
    {
        var chain = new JournalChain(new RandomSaltSource());
        var head = after ?? JournalHead.Empty(agentId);
        var made = new List<JournalRow>();
        for (var i = 0; i < rows; i++)
        {
            var row = chain.Append(head, $"{keys}-{head.Seq + 1}", JournalKinds.Planned, Noon.AddSeconds(head.Seq), "e1", $"entry {head.Seq + 1}", new { head.Seq });
            made.Add(row);
            head = JournalHead.Of(row);
        }

        return made;
    }

    internal static EffectView Effect(string agentId, string id, EffectState state = EffectState.Planned, long version = 1, int atSecond = 0, EffectKind kind = EffectKind.Post) => new()
    {
        EffectId = id, AgentId = agentId, Kind = kind, State = state, Text = "Hello 🎈", At = Noon.AddSeconds(atSecond),
        UpdatedAt = Noon.AddSeconds(atSecond), World = "emulated-1", Version = version,
    };

    internal static AgentCard Card(string id, long version = 1, string status = AgentStatuses.Active, params string[] tags) =>
        new() { Id = id, Name = id.ToUpperInvariant(), Status = status, Version = version, Tags = [.. tags], NextDue = Noon };

    internal static AgentCommit Commit(string agentId, IReadOnlyList<JournalRow> rows, AgentCard? card = null, params EffectView[] effects) =>
        new(agentId, rows, effects, card);
}
