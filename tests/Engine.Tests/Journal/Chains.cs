using PuppetEngine.Engine.Journal;
using PuppetEngine.Grains.Abstractions.Journal;

namespace PuppetEngine.Tests.Engine.Journal;

/// <summary>Chains with salts that count, so that their hashes are known.</summary>
internal static class Chains
{
    internal static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    internal static List<JournalRow> Of(int rows, string agentId = "ada", byte salt = 1)
    {
        var chain = new JournalChain(new CountingSalts(salt));
        var head = JournalHead.Empty(agentId);
        var made = new List<JournalRow>(rows);
        for (var i = 1; i <= rows; i++)
        {
            var row = chain.Append(head, $"key-{i}", JournalKinds.Planned, Noon.AddSeconds(i), $"e{i}", $"entry {i}", new { Number = i, Text = "The kettle is on." });
            made.Add(row);
            head = JournalHead.Of(row);
        }

        return made;
    }

    internal sealed class CountingSalts(byte first) : ISaltSource
    {
        private byte _next = first;

        public void Fill(Span<byte> salt) => salt.Fill(_next++);
    }
}
