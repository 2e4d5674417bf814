using PuppetEngine.Providers.Storage;
using PuppetEngine.Providers.Storage.Access;
using PuppetEngine.Providers.Storage.Agents;
using PuppetEngine.Providers.Storage.Sqlite;
using PuppetEngine.Tests.Providers.Storage;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Providers.Access;

public sealed class StandaloneKillSwitchTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly VirtualTimeProvider _time = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Set_beside_a_silo_that_holds_the_directory_and_writes_stops_it_within_a_second()
    {
        using var held = DataDirectory.Take(_directory.Path, _time);
        await using var database = SqliteDatabase.Open(_directory.File("puppet.db"));
        var silo = new SqlKillSwitch(database, _time);
        Assert.False((await silo.ReadAsync(default)).All);
        var writing = new SqlAgentLedger(database).CommitAsync(Samples.Commit("ada", Samples.Chain("ada", 50)), default);

        await StandaloneKillSwitch.SetAsync(new StorageOptions { DataDirectory = _directory.Path }, "all", true, "the gateway does not answer", _time, default);
        await writing;
        _time.Advance(TimeSpan.FromSeconds(1));
        var state = await silo.ReadAsync(default);
        Assert.True(state.All);
        Assert.Equal("the gateway does not answer", state.Reason);
    }

    [Fact]
    public async Task Set_where_there_is_no_database_makes_none_and_says_what_to_set()
    {
        var e = await Assert.ThrowsAsync<StorageException>(() =>
            StandaloneKillSwitch.SetAsync(new StorageOptions { DataDirectory = _directory.Path }, "all", true, "", _time, default));
        Assert.Contains("PUPPET_DATA_DIR", e.Message);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_directory.Path));
    }
}
