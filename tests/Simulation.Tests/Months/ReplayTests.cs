using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Engine.Journal;
using PuppetEngine.Grains.Abstractions.Journal;

namespace PuppetEngine.Tests.Simulation.Months;

/// <summary>Every decision of the month is made again from the journal alone: the vendors are gone, and whoever connects to anything is found out.</summary>
[Collection(nameof(Month))]
public sealed class ReplayTests(Month month, ITestOutputHelper output)
{
    [Fact]
    public async Task Every_turn_of_the_month_comes_out_the_same_with_the_network_refused()
    {
        using var network = new ConnectionWatch();
        var replayed = 0;
        await month.WithTablesAsync(async services =>
        {
            var journal = services.GetRequiredService<IJournalStore>();
            foreach (var resident in month.Residents)
            {
                var rows = month.Journals[resident.Id].Select(Material).OrderByDescending(r => r.Seq).ToList();
                Task<IReadOnlyList<JournalMaterial>> Source(string agent, long below, CancellationToken cancellationToken) =>
                    Task.FromResult<IReadOnlyList<JournalMaterial>>(below == 0 ? rows : rows.GetRange((int)(rows.Count - below + 1), (int)below - 1));

                foreach (var drafted in rows.Where(r => r.Kind == JournalKinds.Drafted))
                {
                    var decision = await RecordedDecision.FindAsync(Source, resident.Id, drafted.Seq.ToString(null, null), CancellationToken.None);
                    var steps = decision.Replay();
                    Assert.All(steps, step => Assert.True(step.IsRecorded && step.IsEqual,
                        $"{resident.Id} row {drafted.Seq}, {step.What}: recorded '{step.Recorded}', now '{step.Replayed}'"));
                    Assert.Contains(steps, step => step.What == "effect id" && step.Replayed == drafted.EffectId);
                    Assert.Contains(steps, step => step.What == "prompt of draft 1");
                    replayed++;
                }

                // And as the rows stand in the table, by the effect's id.
                var last = month.Turns.Last(t => t.Resident == resident);
                var found = await RecordedDecision.FindAsync(
                    async (agent, below, token) => [.. (await journal.ReadAsync(agent, below, 100, newestFirst: true, token)).Items.Select(Material)],
                    resident.Id, last.EffectId, CancellationToken.None);
                Assert.All(found.Replay(), step => Assert.True(step.IsEqual));
            }

            return true;
        });

        var drafts = month.Journals.Values.SelectMany(rows => rows).Where(r => r.Kind == JournalKinds.Drafted).ToList();
        output.WriteLine($"{replayed} decisions; a drafted row's payload has {drafts.Average(r => r.Payload!.Length):0} bytes on average, {drafts.Max(r => r.Payload!.Length)} at most; "
            + $"a turn's rows {month.Journals.Values.SelectMany(rows => rows).Sum(r => r.Payload?.Length ?? 0) / drafts.Count} bytes of payload");
        Assert.Equal(drafts.Count, replayed);
        Assert.True(replayed >= month.Turns.Count);
        Assert.Empty(network.Connections);
    }

    [Fact]
    public void Every_memory_of_a_prompt_stands_in_the_journal_with_its_text()
    {
        foreach (var row in month.Journals[month.Residents[0].Id].Where(r => r.Kind == JournalKinds.Drafted))
        {
            var recalled = Month.PayloadOf(row)["recalled"]!.AsArray();
            Assert.Contains(recalled, memory => (string)memory!["content"]! == "House number 0 was painted blue the year I moved in.");
        }
    }

    private static JournalMaterial Material(JournalRow row) =>
        new(row.Seq, row.Kind, row.EffectId, row.Payload is null ? null : JsonNode.Parse(JournalPayload.Decompress(row.Payload)));

    /// <summary>Hears of every connection that is begun by what its maker does; other tests of this process may use the network meanwhile.</summary>
    private sealed class ConnectionWatch : EventListener
    {
        private static readonly AsyncLocal<bool> Inside = new();

        public ConnectionWatch() => Inside.Value = true;

        public ConcurrentQueue<string> Connections { get; } = [];

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name is "System.Net.Sockets" or "System.Net.NameResolution")
            {
                EnableEvents(eventSource, EventLevel.Informational);
            }
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            if (Inside.Value && eventData.EventName is ("ConnectStart" or "ResolutionStart"))
            {
                Connections?.Enqueue(string.Join(' ', eventData.Payload ?? new([])));
            }
        }
    }
}
