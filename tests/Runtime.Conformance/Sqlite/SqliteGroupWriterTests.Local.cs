using System.Globalization;
using PuppetEngine.Sqlite;
using PuppetEngine.Tests.Runtime.Conformance.Fixtures;

namespace PuppetEngine.Tests.Runtime.Conformance.Sqlite;

/// <summary>The one writer of a file: groups, failures within them, faults around the commit, death.</summary>
public sealed class SqliteGroupWriterTests : IDisposable
{
    private const string Schema = "CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE)";

    private readonly TestStorage _storage = new();
    private readonly SqliteConnections _connections;

    public SqliteGroupWriterTests() => _connections = new SqliteConnections(_storage.File);

    public void Dispose()
    {
        _connections.Dispose();
        _storage.Dispose();
    }

    [Fact]
    public async Task Write_is_visible_to_readers_when_it_returns()
    {
        await using var writer = new SqliteGroupWriter(_connections, Schema);

        await Note(writer, "one");

        Assert.Equal(1, Count());
    }

    [Fact]
    public async Task Writes_that_wait_share_one_commit()
    {
        List<int> groups = [];
        using var first = new ManualResetEventSlim();
        using var arrived = new ManualResetEventSlim();
        await using var writer = new SqliteGroupWriter(_connections, Schema, new SqliteWriterHooks(size =>
        {
            groups.Add(size);
            arrived.Set();
            first.Wait(TestContext.Current.CancellationToken);
        }));
        var writes = new List<Task> { Note(writer, "first") };
        arrived.Wait(TestContext.Current.CancellationToken);

        writes.AddRange(Enumerable.Range(0, 200).Select(n => Note(writer, $"note {n}")));
        first.Set();
        await Task.WhenAll(writes);

        Assert.Equal([1, 200], groups);
        Assert.Equal(201, Count());
    }

    [Fact]
    public async Task Write_that_fails_takes_nothing_of_its_neighbours_with_it()
    {
        using var first = new ManualResetEventSlim();
        await using var writer = new SqliteGroupWriter(_connections, Schema, new SqliteWriterHooks(_ => first.Wait()));
        var before = Note(writer, "same");
        var twice = writer.Write(session =>
        {
            session.Statement("INSERT INTO notes (text) VALUES (@text)").Set("@text", "half").Execute();
            return session.Statement("INSERT INTO notes (text) VALUES (@text)").Set("@text", "same").Execute();
        });
        var after = Note(writer, "after");
        first.Set();

        await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(() => twice);
        await before;
        await after;

        Assert.Equal(["after", "same"], Texts());
    }

    [Fact]
    public async Task Fault_before_the_commit_stores_nothing_and_the_next_write_succeeds()
    {
        var fault = true;
        await using var writer = new SqliteGroupWriter(_connections, Schema, new SqliteWriterHooks(_ =>
        {
            if (fault)
            {
                throw new IOException("no space left");
            }
        }));

        await Assert.ThrowsAsync<IOException>(() => Note(writer, "lost"));
        fault = false;
        await Note(writer, "kept");

        Assert.Equal(["kept"], Texts());
    }

    [Fact]
    public async Task Fault_after_the_commit_tells_the_caller_a_failure_of_what_is_stored()
    {
        await using var writer = new SqliteGroupWriter(_connections, Schema, new SqliteWriterHooks(AfterCommit: _ => throw new IOException("power")));

        await Assert.ThrowsAsync<IOException>(() => Note(writer, "stored"));

        Assert.Equal(["stored"], Texts());
    }

    [Fact]
    public async Task Kill_drops_what_is_not_committed_and_refuses_what_comes_later()
    {
        SqliteGroupWriter? writer = null;
        using var killing = new ManualResetEventSlim();
        using var arrived = new ManualResetEventSlim();
        writer = new SqliteGroupWriter(_connections, Schema, new SqliteWriterHooks(_ =>
        {
            arrived.Set();
            killing.Wait();
        }));
        var under = Note(writer, "under way");
        arrived.Wait(TestContext.Current.CancellationToken);
        var queued = Note(writer, "queued");

        var kill = Task.Run(writer.Kill);
        // The kill is seen once new work is refused; only then the commit may go on.
        while (!Note(writer, "probe").IsFaulted)
        {
            await Task.Yield();
        }

        killing.Set();
        await kill;

        await Assert.ThrowsAsync<SqliteWriterStoppedException>(() => under);
        await Assert.ThrowsAsync<SqliteWriterStoppedException>(() => queued);
        await Assert.ThrowsAsync<SqliteWriterStoppedException>(() => Note(writer, "late"));
        Assert.Equal(0, Count());
    }

    [Fact]
    public async Task Disposal_commits_what_is_queued()
    {
        var writer = new SqliteGroupWriter(_connections, Schema);
        var writes = Enumerable.Range(0, 100).Select(n => Note(writer, $"note {n}")).ToList();

        await writer.DisposeAsync();

        await Task.WhenAll(writes);
        Assert.Equal(100, Count());
    }

    [Fact]
    public async Task Copies_taken_at_each_commit_hold_every_write_that_was_answered_before()
    {
        var copies = 0;
        var answered = 0;
        List<(string Copy, int Answered)> taken = [];
        var folder = Path.GetDirectoryName(_storage.File)!;
        await using (var writer = new SqliteGroupWriter(_connections, Schema, new SqliteWriterHooks(AfterCommit: _ =>
        {
            // What a power cut leaves: the files as they were flushed.
            var copy = Path.Combine(folder, $"copy-{copies++}.db");
            File.Copy(_storage.File, copy);
            File.Copy(_storage.File + "-wal", copy + "-wal");
            taken.Add((copy, Volatile.Read(ref answered)));
        })))
        {
            for (var n = 0; n < 20; n++)
            {
                await Note(writer, string.Create(CultureInfo.InvariantCulture, $"note {n}"));
                Volatile.Write(ref answered, n + 1);
            }
        }

        Assert.Equal(20, taken.Count);
        Assert.All(taken, copy =>
        {
            using var reopened = new SqliteConnections(copy.Copy);
            Assert.Equal(copy.Answered + 1, Convert.ToInt32(reopened.Read(s => s.Statement("SELECT COUNT(*) FROM notes").Scalar()), CultureInfo.InvariantCulture));
        });
    }

    [Fact]
    public void Native_library_knows_what_the_statements_need()
    {
        using var session = _connections.OpenWriter();

        var version = Version.Parse((string)session.Statement("SELECT sqlite_version()").Scalar()!);

        Assert.True(version >= new Version(3, 35), $"SQLite {version} has no RETURNING.");
    }

    private static Task<int> Note(SqliteGroupWriter writer, string text) =>
        writer.Write(session => session.Statement("INSERT INTO notes (text) VALUES (@text)").Set("@text", text).Execute());

    private int Count() => Texts().Count;

    private List<string> Texts() => _connections.Read(session => session.Statement("SELECT text FROM notes ORDER BY text").Rows(row => row.GetString(0)));
}
