using PuppetEngine.Engine.Journal;
using PuppetEngine.Providers.Storage;
using PuppetEngine.Providers.Storage.Agents;
using PuppetEngine.Providers.Storage.Journal;
using PuppetEngine.Providers.Storage.Sqlite;

namespace PuppetEngine.Tests.Providers.Storage;

public sealed class SqliteDatabaseTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Path => _directory.File("puppet.db");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Open_of_a_newer_database_is_refused_and_changes_nothing()
    {
        await using (var database = SqliteDatabase.Open(Path))
        {
            await database.WriteAsync(session => session.Execute("UPDATE schema_version SET version = 9"), default);
        }

        var before = File.ReadAllBytes(Path);
        var e = Assert.Throws<DatabaseTooNewException>(() => SqliteDatabase.Open(Path));
        Assert.Equal((9L, StorageOptions.SchemaVersion), (e.Found, e.Supported));
        Assert.Equal(before, File.ReadAllBytes(Path));
    }

    [Fact]
    public void Open_of_what_is_no_database_is_refused_and_changes_nothing()
    {
        var text = string.Concat(Enumerable.Repeat("This is a letter, not a database. ", 200));
        File.WriteAllText(Path, text);
        var e = Assert.Throws<DatabaseCorruptException>(() => SqliteDatabase.Open(Path));
        Assert.Contains("restore the last backup", e.Message);
        Assert.Equal(text, File.ReadAllText(Path));
    }

    [Fact]
    public async Task A_damaged_page_is_told_when_it_is_read()
    {
        await using (var database = SqliteDatabase.Open(Path))
        {
            await new SqlAgentLedger(database).CommitAsync(Samples.Commit("ada", Samples.Chain("ada", 200)), default);
        }

        var bytes = File.ReadAllBytes(Path);
        for (var page = 2; page < bytes.Length / 4096; page++)
        {
            bytes.AsSpan(page * 4096, 100).Fill(0x55);
        }

        File.WriteAllBytes(Path, bytes);
        await Assert.ThrowsAsync<DatabaseCorruptException>(async () =>
        {
            await using var database = SqliteDatabase.Open(Path);
            await new SqlJournalStore(database).ReadAsync("ada", 0, 1_000, false, default);
        });
    }

    [Fact]
    public void Open_where_nothing_can_be_made_says_how_to_mend_it() =>
        Assert.Throws<DataDirectoryNotWritableException>(() => SqliteDatabase.Open(OperatingSystem.IsLinux() ? "/proc/puppet/puppet.db" : "Z:\\nowhere\\puppet.db"));

    [Fact]
    public async Task A_full_database_fails_one_write_and_goes_on_when_there_is_room()
    {
        await using var database = SqliteDatabase.Open(Path);
        var ledger = new SqlAgentLedger(database);
        await ledger.CommitAsync(Samples.Commit("ada", Samples.Chain("ada", 1)), default);
        var pages = await database.WriteAsync(session => session.Number("PRAGMA page_count"), default);
        await database.WriteAsync(session => session.Number($"PRAGMA max_page_count = {pages}"), default);

        var rows = Samples.Chain("bob", 300);
        var e = await Assert.ThrowsAsync<DiskFullException>(() => ledger.CommitAsync(Samples.Commit("bob", rows), default));
        Assert.Contains("Free some space", e.Message);
        Assert.Null(await new SqlJournalStore(database).HeadAsync("bob", default));

        await database.WriteAsync(session => session.Number("PRAGMA max_page_count = 1073741823"), default);
        await ledger.CommitAsync(Samples.Commit("bob", rows), default);
        Assert.Equal(300, (await new SqlJournalStore(database).HeadAsync("bob", default))!.Seq);
    }

    [Fact]
    public async Task A_write_after_the_close_is_told_as_such()
    {
        var database = SqliteDatabase.Open(Path);
        await database.DisposeAsync();
        await Assert.ThrowsAsync<StorageException>(() => database.WriteAsync(_ => 1, default));
    }

    [Fact]
    public async Task Commits_are_durable_by_what_the_connection_says()
    {
        await using var database = SqliteDatabase.Open(Path);
        var (journal, synchronous) = await database.WriteAsync(session => (session.First("PRAGMA journal_mode", r => r.GetString(0)), session.Number("PRAGMA synchronous")), default);
        Assert.Equal(("wal", 2L), (journal, synchronous));
    }
}
