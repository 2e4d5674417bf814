using PuppetEngine.Providers.Storage;
using PuppetEngine.Providers.Storage.Access;
using PuppetEngine.Providers.Storage.Sql;
using PuppetEngine.Providers.Storage.Sqlite;
using PuppetEngine.Tests.Providers.Storage;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Providers.Access;

/// <summary>The kill switch on either database. The tests of a class share its row, so each looks only at targets of its own.</summary>
public abstract class KillSwitchContract
{
    private readonly SqlDatabase _database;
    private readonly VirtualTimeProvider _time = new();

    private protected KillSwitchContract(SqlDatabase database) => _database = database;

    private SqlKillSwitch CreateSut() => new(_database, _time);

    [Fact]
    public async Task Set_and_clear_one_target_leave_the_others()
    {
        var sut = CreateSut();
        await sut.SetAsync("agent:ada", true, "odd posts", default);
        var both = await sut.SetAsync("tag:beta", true, "bad week", default);
        Assert.True(both.Stops("ada", []));
        Assert.True(both.Stops("bob", ["beta"]));
        Assert.False(both.Stops("bob", ["alpha"]));
        Assert.Equal("bad week", both.Reason);

        var one = await sut.SetAsync("agent:ada", false, "seen to", default);
        Assert.False(one.Stops("ada", []));
        Assert.True(one.Stops("bob", ["beta"]));
        Assert.Equal(both.Epoch + 1, one.Epoch);
    }

    [Fact]
    public async Task What_another_process_sets_is_seen_after_a_second_at_most()
    {
        var (mine, theirs) = (CreateSut(), CreateSut());
        await mine.ReadAsync(default);
        await theirs.SetAsync("agent:eve", true, "", default);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await mine.ReadAsync(default)).Stops("eve", []));
    }

    [Fact]
    public async Task What_this_process_sets_is_seen_at_once()
    {
        var sut = CreateSut();
        await sut.ReadAsync(default);
        await sut.SetAsync("agent:now", true, "", default);
        Assert.True((await sut.ReadAsync(default)).Stops("now", []));
    }

    [Fact]
    public async Task Many_operators_at_once_lose_no_target()
    {
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => CreateSut().SetAsync($"agent:many{i}", true, "", default)));
        var state = await CreateSut().ReadAsync(default);
        Assert.All(Enumerable.Range(0, 12), i => Assert.True(state.Stops($"many{i}", [])));
    }

    [Theory]
    [InlineData("")]
    [InlineData("everything")]
    [InlineData("agent:")]
    [InlineData("tag:")]
    [InlineData("ALL")]
    public async Task Set_of_another_form_is_refused(string target) =>
        await Assert.ThrowsAsync<ArgumentException>(() => CreateSut().SetAsync(target, true, "", default));
}

public sealed class SqliteKillSwitchTests(SqliteStorage storage) : KillSwitchContract(storage.Database), IClassFixture<SqliteStorage>
{
    [Fact]
    public async Task Read_fails_closed_when_the_row_cannot_be_read()
    {
        using var directory = new TemporaryDirectory();
        var time = new VirtualTimeProvider();
        await using var database = SqliteDatabase.Open(directory.File("puppet.db"));
        var sut = new SqlKillSwitch(database, time);
        await sut.ReadAsync(default);
        await database.WriteAsync(session => session.Execute("DROP TABLE kill_switch"), default);
        time.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAnyAsync<IOException>(() => sut.ReadAsync(default).AsTask());
    }

    [Fact]
    public async Task The_row_is_there_after_a_kill()
    {
        using var directory = new TemporaryDirectory();
        var database = SqliteDatabase.Open(directory.File("puppet.db"));
        await new SqlKillSwitch(database, new VirtualTimeProvider()).SetAsync("all", true, "stop", default);
        database.Kill();
        await using var again = SqliteDatabase.Open(directory.File("puppet.db"));
        Assert.True((await new SqlKillSwitch(again, new VirtualTimeProvider()).ReadAsync(default)).All);
    }
}

public sealed class PostgresKillSwitchTests(PostgresStorage storage) : KillSwitchContract(storage.Database), IClassFixture<PostgresStorage>;
