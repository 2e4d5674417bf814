using PuppetEngine.Engine.Journal;
using PuppetEngine.Providers.Storage.Agents;
using PuppetEngine.Providers.Storage.Journal;
using PuppetEngine.Providers.Storage.Sqlite;
using PuppetEngine.Sqlite;

namespace PuppetEngine.Tests.Providers.Storage;

/// <summary>
/// What a process leaves that dies at any instant. The files are copied at that instant, as the disk would have them, and opened again.
/// </summary>
public sealed class SqliteCrashTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Path => _directory.File("puppet.db");

    public void Dispose() => _directory.Dispose();

    private string CopyTo(string name, int? walBytes = null)
    {
        var copy = _directory.File($"{name}/puppet.db");
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
        foreach (var ending in new[] { "", "-wal" })
        {
            if (File.Exists(Path + ending))
            {
                using var from = new FileStream(Path + ending, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using var to = File.Create(copy + ending);
                from.CopyTo(to);
                if (ending.Length > 0 && walBytes is { } bytes)
                {
                    to.SetLength(Math.Min(bytes, to.Length));
                }
            }
        }

        return copy;
    }

    private static async Task<long> VerifiedHead(string path, string agent)
    {
        await using var database = SqliteDatabase.Open(path);
        var page = await new SqlJournalStore(database).ReadAsync(agent, 0, 1_000, false, default);
        var verdict = JournalVerifier.Verify(agent, page.Items, []);
        Assert.True(verdict.Intact, string.Join('\n', verdict.Problems));
        var card = await new SqlAgentCatalog(database).FindAgentAsync(agent, default);
        Assert.Equal(verdict.Rows, (card?.Version ?? 0) * 3);
        return verdict.Rows;
    }

    [Fact]
    public async Task A_kill_between_any_two_statements_leaves_all_of_a_commit_or_nothing()
    {
        var points = new List<string>();
        var during = 0;
        var faults = new SqliteFaults(
            new SqliteWriterHooks(_ => Snap("before-commit"), _ => Snap("after-commit")),
            _ => Snap("statement"));
        void Snap(string what)
        {
            if (during > 0)
            {
                CopyTo($"{during:00}-{points.Count:000}-{what}");
                points.Add($"{during:00}-{points.Count:000}-{what}");
            }
        }

        await using (var database = SqliteDatabase.Open(Path, faults))
        {
            var ledger = new SqlAgentLedger(database);
            var head = JournalHead.Empty("ada");
            for (during = 1; during <= 4; during++)
            {
                var rows = Samples.Chain("ada", 3, head);
                await ledger.CommitAsync(Samples.Commit("ada", rows, Samples.Card("ada", during, tags: [$"t{during}"]), Samples.Effect("ada", "e-crash", version: during)), default);
                head = JournalHead.Of(rows[^1]);
            }

            during = 0;
        }

        Assert.True(points.Count >= 4 * 10, $"{points.Count} points");
        foreach (var point in points)
        {
            var commit = int.Parse(point[..2]);
            var rows = await VerifiedHead(_directory.File($"{point}/puppet.db"), "ada");
            Assert.Equal(point.EndsWith("after-commit", StringComparison.Ordinal) ? commit * 3 : (commit - 1) * 3, rows);
        }
    }

    [Fact]
    public async Task Dropping_every_write_after_any_byte_of_the_log_leaves_whole_commits()
    {
        var returned = new List<long>();
        await using (var database = SqliteDatabase.Open(Path))
        {
            var ledger = new SqlAgentLedger(database);
            var head = JournalHead.Empty("ada");
            for (var i = 1; i <= 20; i++)
            {
                var rows = Samples.Chain("ada", 3, head);
                await ledger.CommitAsync(Samples.Commit("ada", rows, Samples.Card("ada", i)), default);
                head = JournalHead.Of(rows[^1]);
                returned.Add(new FileInfo(Path + "-wal").Length);
            }

            var length = (int)new FileInfo(Path + "-wal").Length;
            for (var i = 0; i <= 100; i++)
            {
                var cut = (int)((long)length * i / 100);
                var rows = await VerifiedHead(CopyTo($"cut{i}", cut), "ada");
                // What had returned when the log was this long is on disk: a caller was never told too early.
                Assert.True(rows >= 3 * returned.Count(end => end <= cut), $"cut at {cut}: {rows} rows");
            }
        }
    }

    [Fact]
    public async Task A_statement_that_fails_takes_its_own_commit_back_and_not_its_neighbours()
    {
        var armed = false;
        var faults = new SqliteFaults(BeforeStatement: sql =>
        {
            if (armed && sql.Contains("INTO effects", StringComparison.Ordinal))
            {
                throw new InvalidOperationException("pulled");
            }
        });
        await using var database = SqliteDatabase.Open(Path, faults);
        var ledger = new SqlAgentLedger(database);
        armed = true;
        var neighbours = Enumerable.Range(0, 20).Select(i => ledger.CommitAsync(Samples.Commit($"n{i}", Samples.Chain($"n{i}", 2)), default)).ToList();
        var failing = ledger.CommitAsync(Samples.Commit("ada", Samples.Chain("ada", 2), null, Samples.Effect("ada", "e-fail")), default);
        await Assert.ThrowsAsync<InvalidOperationException>(() => failing);
        await Task.WhenAll(neighbours);

        var journal = new SqlJournalStore(database);
        Assert.Null(await journal.HeadAsync("ada", default));
        Assert.Equal(2, (await journal.HeadAsync("n19", default))!.Seq);
    }

    [Fact]
    public async Task A_kill_with_work_in_the_queue_stores_only_what_had_returned()
    {
        var database = SqliteDatabase.Open(Path);
        var ledger = new SqlAgentLedger(database);
        var commits = Enumerable.Range(0, 400).Select(i => (Agent: $"k{i}", Task: ledger.CommitAsync(Samples.Commit($"k{i}", Samples.Chain($"k{i}", 3), Samples.Card($"k{i}")), default))).ToList();
        await commits[0].Task;
        database.Kill();

        var returned = new HashSet<string>();
        foreach (var (agent, task) in commits)
        {
            try
            {
                await task;
                returned.Add(agent);
            }
            catch (IOException)
            {
                // Not stored, or its end never told.
            }
        }

        await using var again = SqliteDatabase.Open(Path);
        var journal = new SqlJournalStore(again);
        foreach (var (agent, _) in commits)
        {
            var head = await journal.HeadAsync(agent, default);
            Assert.True(head is { Seq: 3 } || (head is null && !returned.Contains(agent)), agent);
        }
    }
}
