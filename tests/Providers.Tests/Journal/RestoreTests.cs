using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PuppetEngine.Engine.Journal;
using PuppetEngine.Providers.Storage;
using PuppetEngine.Providers.Storage.Agents;
using PuppetEngine.Providers.Storage.Journal;
using PuppetEngine.Providers.Storage.Sqlite;
using PuppetEngine.Tests.Providers.Storage;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Providers.Journal;

/// <summary>A database that is older than the signed heads is noticed at the next start, and only then.</summary>
public sealed class RestoreTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly HeadSigningKey _key = HeadSigningKey.Create();

    public void Dispose()
    {
        _key.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_restored_backup_holds_until_an_operator_accepts_it()
    {
        await Live(async (ledger, signer, _) =>
        {
            await ledger.CommitAsync(Samples.Commit("ada", Samples.Chain("ada", 3)), default);
            Assert.Equal(1, await signer.SignAsync(default));
        });
        File.Copy(_directory.File("puppet.db"), _directory.File("backup.db"));
        await Live(async (ledger, signer, guard) =>
        {
            Assert.False((await guard.CheckAsync(default)).Held);
            await ledger.CommitAsync(Samples.Commit("bob", Samples.Chain("bob", 2)), default);
            await signer.SignAsync(default);
            Assert.Equal(0, await signer.SignAsync(default));
        });

        File.Delete(_directory.File("puppet.db-wal"));
        File.Copy(_directory.File("backup.db"), _directory.File("puppet.db"), overwrite: true);
        await Live(async (ledger, signer, guard) =>
        {
            var verdict = await guard.CheckAsync(default);
            Assert.True(verdict.Held);
            Assert.Contains(verdict.Findings, f => f.Contains("'bob'", StringComparison.Ordinal));
            await guard.AcceptAsync(default);
            Assert.False((await guard.CheckAsync(default)).Held);

            await ledger.CommitAsync(Samples.Commit("bob", Samples.Chain("bob", 1)), default);
            await signer.SignAsync(default);
            Assert.False((await guard.CheckAsync(default)).Held);
        });
    }

    [Fact]
    public async Task A_database_that_is_ahead_of_the_heads_is_what_a_kill_leaves()
    {
        await Live(async (ledger, signer, guard) =>
        {
            await ledger.CommitAsync(Samples.Commit("ada", Samples.Chain("ada", 3)), default);
            await signer.SignAsync(default);
            await ledger.CommitAsync(Samples.Commit("bob", Samples.Chain("bob", 3)), default);
            Assert.False((await guard.CheckAsync(default)).Held);
        });
    }

    private async Task Live(Func<SqlAgentLedger, JournalHeadSigner, RestoreGuard, Task> live)
    {
        var time = new VirtualTimeProvider();
        await using var database = SqliteDatabase.Open(_directory.File("puppet.db"));
        using var file = new SignedHeadFile(_directory.File("heads.jsonl"), _key, () => "prod", time);
        var journal = new SqlJournalStore(database);
        var guard = new RestoreGuard(journal, file);
        using var signer = new JournalHeadSigner(journal, file, guard, Options.Create(new StorageOptions()), time, NullLogger<JournalHeadSigner>.Instance);
        await live(new SqlAgentLedger(database), signer, guard);
    }
}
