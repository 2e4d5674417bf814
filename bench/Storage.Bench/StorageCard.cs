using System.Diagnostics;
using System.Globalization;
using PuppetEngine.Engine.Agents;
using PuppetEngine.Engine.Journal;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Grains.Abstractions.Memory;
using PuppetEngine.Providers.Storage.Access;
using PuppetEngine.Providers.Storage.Agents;
using PuppetEngine.Providers.Storage.Memory;
using PuppetEngine.Providers.Storage.Sqlite;

namespace PuppetEngine.Storage.Bench;

/// <summary>Measures the tables on SQLite and prints a card.</summary>
internal static class StorageCard
{
    private const int Callers = 64;
    private const int Agents = 100_000;

    private static readonly TimeSpan Span = TimeSpan.FromSeconds(4);
    private static readonly string Prompt = string.Join(' ', Enumerable.Range(0, 400).Select(i => $"word{i * 7 % 311}"));

    internal static async Task PrintAsync(string directory, TextWriter output)
    {
        var rows = ChainRowsPerSecond(out var sample);
        var bare = BareSqlite.RowsPerSecond(Path.Combine(directory, "bare.db"), sample, Span);
        await using var database = SqliteDatabase.Open(Path.Combine(directory, "puppet.db"));
        var ledger = new SqlAgentLedger(database);
        var one = await CommitsPerSecondAsync(ledger, 1);
        var many = await CommitsPerSecondAsync(ledger, Callers);
        await RegisterAsync(ledger);
        var catalog = new SqlAgentCatalog(database);
        var totals = await MicrosecondsAsync(() => catalog.GetTotalsAsync(default));
        var page = await MicrosecondsAsync(() => catalog.ListAgentsAsync(new AgentFilter { Limit = 50, Cursor = "a050000" }, default));
        var memory = new SqlMemoryStore(database, new MemorySeal(new SecretKeys(directory, "memory.key"), isOn: false));
        var append = await RememberAsync(memory);

        output.WriteLine("| what | figure | against bare |");
        output.WriteLine("|---|---|---|");
        Line(output, "journal rows hashed and compressed per second, 3 KB payload, one core", rows, null);
        Line(output, "bare: one row, one transaction, one flush, per second", bare, bare);
        Line(output, "agent commits per second (row, effect, card), 1 caller", one, bare);
        Line(output, $"agent commits per second (row, effect, card), {Callers} callers", many, bare);
        Line(output, $"totals over {Agents:N0} agents, µs", totals, null);
        Line(output, $"page of 50 in the middle of {Agents:N0} agents, µs", page, null);
        Line(output, "memories appended per second, 64 callers", append, bare);
    }

    private static double ChainRowsPerSecond(out JournalRow row)
    {
        var chain = new JournalChain(new RandomSaltSource());
        var head = JournalHead.Empty("ada");
        row = Append(chain, head, 0);
        var started = Stopwatch.GetTimestamp();
        var rows = 0;
        for (; Stopwatch.GetElapsedTime(started) < Span / 2; rows++)
        {
            row = Append(chain, head, rows);
            head = JournalHead.Of(row);
        }

        return rows / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static JournalRow Append(JournalChain chain, JournalHead head, int number) =>
        chain.Append(head, $"turn-{number}", JournalKinds.Drafted, DateTimeOffset.UnixEpoch, "e0123456789abcdef", "A draft of 212 characters.", new { number, Prompt });

    private static async Task<double> CommitsPerSecondAsync(SqlAgentLedger ledger, int callers)
    {
        var chain = new JournalChain(new RandomSaltSource());
        var started = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var agent = $"bench-{callers}-{caller}";
            var head = JournalHead.Empty(agent);
            var commits = 0;
            while (Stopwatch.GetElapsedTime(started) < Span)
            {
                var row = Append(chain, head, commits);
                head = JournalHead.Of(row);
                commits++;
                await ledger.CommitAsync(new AgentCommit(agent, [row], [Effect(agent, commits)], Card(agent, commits)), default);
            }

            return commits;
        })));
        return counts.Sum() / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static Task RegisterAsync(SqlAgentLedger ledger) => Parallel.ForEachAsync(
        Enumerable.Range(0, Agents), new ParallelOptions { MaxDegreeOfParallelism = 512 },
        async (i, token) => await ledger.CommitAsync(new AgentCommit($"a{i:000000}", [], [], Card($"a{i:000000}", 1)), token));

    private static async Task<double> RememberAsync(SqlMemoryStore memory)
    {
        const int Each = 200;
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 100 * Each), new ParallelOptions { MaxDegreeOfParallelism = Callers },
            async (i, token) => await memory.AppendAsync($"a{i % 100:000000}", [new MemoryItem
            {
                Id = $"m{i}", Kind = "post", Provenance = Provenance.Self, At = DateTimeOffset.UnixEpoch.AddSeconds(i),
                Content = $"word{i % 311} and word{i % 17} while the {(i % 50 == 7 ? "kettle" : "rain")} sang about {i} small things",
            }], revive: false, token));
        return 100 * Each / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<double> MicrosecondsAsync<T>(Func<Task<T>> ask)
    {
        await ask();
        const int Times = 200;
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < Times; i++)
        {
            await ask();
        }

        return Stopwatch.GetElapsedTime(started).TotalMicroseconds / Times;
    }

    private static EffectView Effect(string agent, int number) => new()
    {
        EffectId = $"e-{agent}-{number / 3}", AgentId = agent, Kind = EffectKind.Post, State = (EffectState)(number % 3), Text = "A post of some length that says little.",
        At = DateTimeOffset.UnixEpoch.AddSeconds(number), UpdatedAt = DateTimeOffset.UnixEpoch, World = "emulated-1", Version = number,
    };

    private static AgentCard Card(string agent, int version) =>
        new() { Id = agent, Name = agent, Status = AgentStatuses.Active, Version = version, Tags = ["bench"], Publish = PublishMode.Live, LastPostText = "A post of some length that says little." };

    private static void Line(TextWriter output, string what, double figure, double? baseline) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"| {what} | {figure:N0} | {(baseline is { } b ? $"{figure / b:0.0}×" : "")} |"));
}
