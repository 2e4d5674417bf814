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

/// <summary>What moved is signed at a clean stop; a host that is disposed of without one does nothing more, as if it had been killed.</summary>
public sealed class JournalHeadSignerTests : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly HeadSigningKey _key = HeadSigningKey.Create();
    private readonly SqliteDatabase _database;
    private readonly SignedHeadFile _file;
    private readonly JournalHeadSigner _signer;

    public JournalHeadSignerTests()
    {
        var time = new VirtualTimeProvider();
        _database = SqliteDatabase.Open(_directory.File("puppet.db"));
        _file = new SignedHeadFile(_directory.File("heads.jsonl"), _key, () => "prod", time);
        var journal = new SqlJournalStore(_database);
        _signer = new JournalHeadSigner(
            journal, _file, new RestoreGuard(journal, _file), Options.Create(new StorageOptions()), time, NullLogger<JournalHeadSigner>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        _signer.Dispose();
        _file.Dispose();
        await _database.DisposeAsync();
        _key.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task StopAsync_signs_what_moved()
    {
        await _signer.StartAsync(default);
        await new SqlAgentLedger(_database).CommitAsync(Samples.Commit("ada", Samples.Chain("ada", 3)), default);
        await _signer.StopAsync(default);
        Assert.Equal("ada", Assert.Single((await _file.ReadLastAsync(default))!.Heads).AgentId);
    }

    [Fact]
    public async Task Dispose_without_a_stop_ends_the_loop_and_touches_nothing_that_is_closed()
    {
        await _signer.StartAsync(default);
        await new SqlAgentLedger(_database).CommitAsync(Samples.Commit("ada", Samples.Chain("ada", 3)), default);
        _file.Dispose();
        await _database.DisposeAsync();
        _signer.Dispose();
        await _signer.ExecuteTask!.WaitAsync(Eventually.Patience, TimeProvider.System);
        Assert.False(File.Exists(_directory.File("heads.jsonl")));
    }
}
