using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Tests.TestHost;

namespace PuppetEngine.Tests.Simulation.Lives;

/// <summary>A deleted agent is silent, whatever its file says, and comes back when somebody asks for it: with its journal, and without a burst.</summary>
public sealed class DeletedTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public async Task A_definition_is_replaced_at_the_version_that_was_read_and_at_no_other()
    {
        await using var town = await Town.OpenAsync(12);
        await using var process = await Process.StartAsync(town);
        await Inhabitants.DefineAsync(process, ["ada"], 2, 4);
        var ada = process.Grains.GetGrain<IAgentGrain>("ada");
        var read = await ada.GetDefinition();
        var change = new DefinitionChange { Json = read.Json.Replace("\"name\"", "\"unknown_key\":1,\"name\"", StringComparison.Ordinal), Source = "api:ann", ContentHash = "1", Scopes = ApiScope.Admin, ExpectedVersion = read.Version };

        var both = await Task.WhenAll(ada.Define(change), ada.Define(change with { Json = read.Json.Replace("\"name\"", "\"other_key\":1,\"name\"", StringComparison.Ordinal) }));
        var refused = Assert.Single(both, result => !result.Accepted);
        Assert.Equal(AgentProblemCodes.DefinitionChanged, Assert.Single(refused.Problems).Code);
        Assert.Equal(read.Version + 1, (await ada.GetDefinition()).Version);
    }

    [Fact]
    public async Task A_deleted_agent_stays_away_until_it_is_asked_for_again()
    {
        await using var town = await Town.OpenAsync(11);
        await using var process = await Process.StartAsync(town);
        await Inhabitants.DefineAsync(process, ["ada"], 2, 4);
        var ada = process.Grains.GetGrain<IAgentGrain>("ada");
        await process.RunAsync(Day);
        var change = new DefinitionChange { Json = (await ada.GetDefinition()).Json, Source = "api:ann", ContentHash = "again", Scopes = ApiScope.Admin };
        await ada.Delete("ann");
        var before = (await town.PostsAsync()).Count;
        Assert.InRange(before, 5, 13);

        Assert.False((await ada.Define(change with { Source = "file:ada.json" })).Created);
        await process.RunAsync(Day);
        await Assert.ThrowsAsync<AgentNotFoundException>(ada.GetCard);
        Assert.Equal(before, (await town.PostsAsync()).Count);

        var result = await ada.Define(change with { MustCreate = true, BringsBack = true });
        Assert.True(result is { Accepted: true, Created: true }, string.Join("; ", result.Problems.Select(p => p.Message)));
        Assert.Equal(AgentStatuses.Active, (await ada.GetCard()).Status);
        await process.RunAsync(Day);
        Assert.InRange((await town.PostsAsync()).Count, before + 5, before + 13);

        var again = await ada.Define(change with { MustCreate = true, BringsBack = true });
        Assert.Equal(AgentProblemCodes.AgentExists, Assert.Single(again.Problems).Code);
        var status = (await Books.JournalAsync(process.Services, "ada")).Where(r => r.Kind == JournalKinds.Status).Select(r => r.Summary);
        Assert.Equal(["deleted by ann", "active by api:ann"], status);
    }
}
