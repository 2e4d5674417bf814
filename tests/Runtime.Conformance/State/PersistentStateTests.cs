using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using PuppetEngine.Tests.Runtime.Conformance.AdoNet;
using PuppetEngine.Tests.Runtime.Conformance.Fixtures;
using PuppetEngine.Tests.Runtime.Conformance.Probes;

namespace PuppetEngine.Tests.Runtime.Conformance.State;

/// <summary>State is there before the first call, survives what was written, and a stale tag never overwrites.</summary>
public sealed class PersistentStateTests : SiloTests
{
    [Fact]
    public async Task A_new_grain_has_a_new_state_that_is_not_stored()
    {
        Assert.Equal("none - False", await Silo.Grains.GetGrain<IStateGrain>("ada").Read());
        Assert.Empty(Storage.Query("SELECT 1 FROM OrleansStorage"));
    }

    [Fact]
    public async Task What_was_written_is_there_before_the_first_call_after_a_restart()
    {
        await Silo.Grains.GetGrain<IStateGrain>("ada").WriteBoth("kept");

        await KillAndRestartAsync();

        Assert.Equal("kept 1 True", await Silo.Grains.GetGrain<IStateGrain>("ada").Read());
        Assert.Equal(1, Silo.Witness.Count("activated with kept and kept"));
    }

    [Fact]
    public async Task What_was_not_written_is_lost_with_a_killed_silo()
    {
        await Silo.Grains.GetGrain<IStateGrain>("ada").Write("kept");
        await Silo.Grains.GetGrain<IStateGrain>("ada").Forget("lost");

        await KillAndRestartAsync();

        Assert.Equal("kept 1 True", await Silo.Grains.GetGrain<IStateGrain>("ada").Read());
    }

    [Fact]
    public async Task Every_write_steps_the_tag_and_a_clear_too()
    {
        var grain = Silo.Grains.GetGrain<IStateGrain>("ada");
        await grain.Write("one");
        await grain.Write("two");
        Assert.Equal("two 2 True", await grain.Read());

        await grain.Clear();
        Assert.Equal("none 3 False", await grain.Read());
        await grain.Write("again");
        Assert.Equal("again 4 True", await grain.Read());
        Assert.Equal("again 4 True", await grain.Refresh());
    }

    [Fact]
    public async Task A_cleared_state_reads_as_new_after_a_restart()
    {
        await Silo.Grains.GetGrain<IStateGrain>("ada").Write("one");
        await Silo.Grains.GetGrain<IStateGrain>("ada").Clear();

        await KillAndRestartAsync();

        Assert.Equal("none 2 False", await Silo.Grains.GetGrain<IStateGrain>("ada").Read());
    }

    [Fact]
    public async Task A_conflict_that_leaves_the_call_ends_the_activation_and_the_next_one_reads_the_truth()
    {
        var grain = Silo.Grains.GetGrain<IStateGrain>("ada");
        await grain.Write("one");
        var before = await grain.WhoAmI();
        await WriteBehindItsBackAsync("first", "state", "ada", "other");

        await Assert.ThrowsAsync<InconsistentStateException>(() => grain.Write("two"));

        Assert.Equal("other 2 True", await grain.Read());
        Assert.NotEqual(before, await grain.WhoAmI());
    }

    [Fact]
    public async Task A_conflict_that_the_grain_catches_leaves_it_standing()
    {
        var grain = Silo.Grains.GetGrain<IStateGrain>("ada");
        await grain.Write("one");
        var before = await grain.WhoAmI();
        await WriteBehindItsBackAsync("first", "state", "ada", "other");

        Assert.Equal("conflict", await grain.WriteAndCatch("two"));

        Assert.Equal(before, await grain.WhoAmI());
        Assert.Equal("other 2 True", await grain.Refresh());
    }

    [Fact]
    public async Task Of_fifty_concurrent_first_writes_one_wins()
    {
        var id = GrainId.Create("state", "cafe");
        var writers = Enumerable.Range(0, 50).Select(n => new GrainState<TextState>(new TextState { Text = $"writer {n}" })).ToList();

        var won = await Task.WhenAll(writers.Select(writer => Task.Run(async () =>
        {
            try
            {
                await Provider.WriteStateAsync("first", id, writer);
                return true;
            }
            catch (InconsistentStateException)
            {
                return false;
            }
        })));

        var winner = Assert.Single(writers.Where((_, n) => won[n]));
        Assert.Equal($"{winner.State!.Text} 1 True", await Silo.Grains.GetGrain<IStateGrain>("cafe").Read());
        Assert.Single(Storage.Query("SELECT 1 FROM OrleansStorage"));
    }

    [Theory]
    [MemberData(nameof(KeyVectors.Storage), MemberType = typeof(KeyVectors))]
    public async Task Keys_map_to_the_golden_columns(string key, int idHash, long n0, long n1, string? extension, int typeHash)
    {
        await Provider.WriteStateAsync("turn", GrainId.Create("agent", key), new GrainState<TextState>(new TextState()));

        var row = Assert.Single(Storage.Query("SELECT GrainIdHash, GrainIdN0, GrainIdN1, GrainIdExtensionString, GrainTypeHash, GrainTypeString, ServiceId FROM OrleansStorage"));
        Assert.Equal<object?>([(long)idHash, n0, n1, extension, (long)typeHash, "turn", "puppet"], row);
    }

    private IGrainStorage Provider => Silo.Services.GetRequiredKeyedService<IGrainStorage>("Default");

    private async Task WriteBehindItsBackAsync(string state, string type, string key, string text)
    {
        var id = GrainId.Create(type, key);
        var record = new GrainState<TextState>();
        await Provider.ReadStateAsync(state, id, record);
        record.State!.Text = text;
        await Provider.WriteStateAsync(state, id, record);
    }
}
