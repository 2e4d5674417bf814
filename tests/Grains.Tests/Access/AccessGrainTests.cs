using NSubstitute;
using Orleans;
using Orleans.Runtime;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Access;
using PuppetEngine.Grains.State;
using PuppetEngine.Tests.TestKit.State;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Grains.Access;

public sealed class AccessGrainTests
{
    private readonly FakeGrainStore<AccessState> _store = new();
    private readonly VirtualTimeProvider _time = new();

    private static ApiKeyRecord Key(string name, char digit, ApiScope scopes = ApiScope.Read) =>
        new() { Name = name, Sha256 = new string(digit, 64), Scopes = scopes, CreatedAt = DateTimeOffset.UnixEpoch };

    private async Task<(AccessGrain Grain, FakePersistentState<AccessState> State)> CreateSut()
    {
        var state = new FakePersistentState<AccessState>(_store);
        var grain = new AccessGrain(Substitute.For<IGrainContext>(), state, _time);
        await ((IGrainBase)grain).OnActivateAsync(default);
        return (grain, state);
    }

    [Fact]
    public async Task A_key_that_was_put_is_found_by_its_hash_also_after_a_new_activation()
    {
        var (grain, _) = await CreateSut();
        await grain.Put(Key("ops", 'a', ApiScope.Operate));
        Assert.Equal(ApiScope.Operate, (await grain.Find(new string('a', 64)))!.Scopes);
        Assert.Null(await grain.Find(new string('b', 64)));
        var (again, _) = await CreateSut();
        Assert.Equal("ops", Assert.Single(await again.List()).Name);
    }

    [Fact]
    public async Task A_browser_stays_signed_in_over_a_new_activation_until_it_signs_out()
    {
        var (grain, _) = await CreateSut();
        await grain.PutSession(Session('c', 1));
        var (again, _) = await CreateSut();
        Assert.Equal("ops", (await again.FindSession(new string('c', 64)))!.Name);
        await again.RemoveSession(new string('c', 64));
        await again.RemoveSession(new string('c', 64));
        var (last, _) = await CreateSut();
        Assert.Null(await last.FindSession(new string('c', 64)));
    }

    [Fact]
    public async Task Sessions_that_ran_out_are_forgotten_with_the_next_one()
    {
        var (grain, state) = await CreateSut();
        await grain.PutSession(Session('c', 1));
        _time.Advance(TimeSpan.FromHours(2));
        await grain.PutSession(Session('d', 1));
        Assert.Equal(new string('d', 64), Assert.Single(state.State.Sessions).Sha256);
    }

    private ConsoleSessionRecord Session(char digit, int hours) =>
        new() { Name = "ops", Sha256 = new string(digit, 64), Scopes = ApiScope.Read, Until = _time.GetUtcNow() + TimeSpan.FromHours(hours) };

    [Fact]
    public async Task Put_under_a_name_replaces_the_key_of_that_name()
    {
        var (grain, _) = await CreateSut();
        await grain.Put(Key("ops", 'a'));
        await grain.Put(Key("ops", 'b'));
        Assert.Null(await grain.Find(new string('a', 64)));
        Assert.NotNull(await grain.Find(new string('b', 64)));
    }

    [Fact]
    public async Task Remove_ends_a_key_and_says_whether_there_was_one()
    {
        var (grain, state) = await CreateSut();
        await grain.Put(Key("ops", 'a'));
        Assert.True(await grain.Remove("ops"));
        var writes = state.Writes;
        Assert.False(await grain.Remove("ops"));
        Assert.Equal(writes, state.Writes);
        Assert.Null(await grain.Find(new string('a', 64)));
    }

    [Fact]
    public async Task A_key_whose_write_failed_opens_nothing()
    {
        var (grain, state) = await CreateSut();
        state.FailNext = StateFault.BeforeStoring;
        await Assert.ThrowsAsync<IOException>(() => grain.Put(Key("ops", 'a', ApiScope.Admin)));
        Assert.Null(await grain.Find(new string('a', 64)));
        await grain.Put(Key("other", 'b'));
        Assert.Equal("other", Assert.Single(await grain.List()).Name);
    }

    [Fact]
    public async Task A_key_is_not_found_before_it_is_stored()
    {
        var (grain, state) = await CreateSut();
        var arrived = state.HoldWrites();
        var put = grain.Put(Key("ops", 'a'));
        await arrived;
        Assert.Null(await grain.Find(new string('a', 64)));
        state.Release();
        await put;
        Assert.NotNull(await grain.Find(new string('a', 64)));
    }

    [Theory]
    [InlineData("", "a")]
    [InlineData("ops", "short")]
    public async Task Put_of_what_is_no_hash_is_refused(string name, string hash)
    {
        var (grain, _) = await CreateSut();
        await Assert.ThrowsAsync<ArgumentException>(() => grain.Put(Key(name, 'a') with { Sha256 = hash == "a" ? new string('a', 64) : hash }));
    }

    [Fact]
    public void The_stored_form_is_frozen()
    {
        var sut = new GrainStateSerializer([new GrainStateContext(AccessStateContext.Default)]);
        const string Stored = """{"version":1,"keys":[{"name":"ops","sha256":"aa","scopes":"read, operate","created_at":"1970-01-01T00:00:00+00:00"}],"sessions":[]}""";
        var state = sut.Deserialize<AccessState>(BinaryData.FromString(Stored))!;
        Assert.Equal(ApiScope.Read | ApiScope.Operate, Assert.Single(state.Keys).Scopes);
        Assert.Equal(Stored, sut.Serialize(state).ToString());
    }
}
