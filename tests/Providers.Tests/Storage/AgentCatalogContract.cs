using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Providers.Storage.Agents;
using PuppetEngine.Providers.Storage.Sql;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Providers.Storage;

/// <summary>How the catalog is paged on either database. Each test class has a database of its own; each test says which rows are its.</summary>
public abstract class AgentCatalogContract
{
    private readonly SqlAgentLedger _ledger;
    private readonly SqlAgentCatalog _catalog;
    private readonly SqlDueAgents _due;

    private protected AgentCatalogContract(SqlDatabase database) => (_ledger, _catalog, _due) = (new SqlAgentLedger(database), new SqlAgentCatalog(database), new SqlDueAgents(database));

    private Task Put(params AgentCard[] cards) => Task.WhenAll(cards.Select(c => _ledger.CommitAsync(Samples.Commit(c.Id, [], c), default)));

    [Fact]
    public async Task Agents_are_paged_by_id_without_the_deleted_ones()
    {
        await Put([.. Enumerable.Range(0, 25).Select(i => Samples.Card($"p{i:00}", 1, i == 7 ? AgentStatuses.Deleted : AgentStatuses.Active, "paged"))]);
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await _catalog.ListAgentsAsync(new AgentFilter { Tag = "paged", Limit = 10, Cursor = cursor }, default);
            seen.AddRange(page.Items.Select(a => a.Id));
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(0, 25).Where(i => i != 7).Select(i => $"p{i:00}"), seen);
        Assert.Equal("p07", Assert.Single((await _catalog.ListAgentsAsync(new AgentFilter { Tag = "paged", Status = AgentStatuses.Deleted }, default)).Items).Id);
        Assert.Equal("p08", (await _catalog.ListAgentsAsync(new AgentFilter { Cursor = "p06", Limit = 1 }, default)).Items[0].Id);
    }

    [Fact]
    public async Task Agents_that_are_due_are_found_the_earliest_first_and_no_paused_or_later_one()
    {
        var noon = new DateTimeOffset(1999, 3, 1, 12, 0, 0, TimeSpan.Zero);
        await Put(
            Samples.Card("due-b", 1, AgentStatuses.Active) with { NextDue = noon.AddMilliseconds(1) },
            Samples.Card("due-a", 1, AgentStatuses.Active) with { NextDue = noon.AddSeconds(1) },
            Samples.Card("due-c", 1, AgentStatuses.Active) with { NextDue = noon },
            Samples.Card("due-later", 1, AgentStatuses.Active) with { NextDue = noon.AddMinutes(6) },
            Samples.Card("due-never", 1, AgentStatuses.Active) with { NextDue = null },
            Samples.Card("due-paused", 1, AgentStatuses.Paused) with { NextDue = noon });
        Assert.Equal(["due-c", "due-b", "due-a"], await _due.ListDueAsync(noon.AddMinutes(5), 10, default));
        Assert.Equal(["due-c", "due-b"], await _due.ListDueAsync(noon.AddMinutes(5), 2, default));
    }

    [Fact]
    public async Task Agents_are_found_by_a_tag_that_was_given_later_and_not_by_one_that_was_taken()
    {
        await Put(Samples.Card("tagged", 1, AgentStatuses.Active, "red", "blue"));
        await Put(Samples.Card("tagged", 2, AgentStatuses.Active, "blue", "green"));
        Assert.Empty((await _catalog.ListAgentsAsync(new AgentFilter { Tag = "red" }, default)).Items);
        Assert.Single((await _catalog.ListAgentsAsync(new AgentFilter { Tag = "green" }, default)).Items);
        Assert.Single((await _catalog.ListAgentsAsync(new AgentFilter { Tag = "blue", Status = AgentStatuses.Active }, default)).Items);
    }

    [Fact]
    public async Task Effects_are_paged_newest_first_also_among_equal_times()
    {
        var effects = Enumerable.Range(0, 23).Select(i => Samples.Effect("pager", $"e-page-{i:00}", atSecond: i / 5)).ToArray();
        await _ledger.CommitAsync(Samples.Commit("pager", [], null, effects), default);
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await _catalog.ListEffectsAsync(new EffectFilter { AgentId = "pager", Limit = 4, Cursor = cursor }, default);
            seen.AddRange(page.Items.Select(e => e.EffectId));
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(effects.Select(e => e.EffectId).Reverse(), seen);
    }

    [Fact]
    public async Task Effects_are_filtered_by_state_and_kind()
    {
        await _ledger.CommitAsync(Samples.Commit("filter", [], null,
            Samples.Effect("filter", "e-f1", EffectState.Unknown),
            Samples.Effect("filter", "e-f2", EffectState.Unknown, kind: EffectKind.Delete),
            Samples.Effect("filter", "e-f3", EffectState.Confirmed)), default);
        var unknownPosts = await _catalog.ListEffectsAsync(new EffectFilter { AgentId = "filter", State = EffectState.Unknown, Kinds = [EffectKind.Post, EffectKind.Reply] }, default);
        Assert.Equal("e-f1", Assert.Single(unknownPosts.Items).EffectId);
        Assert.Equal(2, (await _catalog.ListEffectsAsync(new EffectFilter { AgentId = "filter", State = EffectState.Unknown }, default)).Items.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("12")]
    [InlineData(".e1")]
    public async Task A_cursor_that_no_page_gave_is_refused(string cursor) =>
        await Assert.ThrowsAsync<ArgumentException>(() => _catalog.ListEffectsAsync(new EffectFilter { Cursor = cursor }, default));

    [Fact]
    public async Task Totals_follow_every_change()
    {
        var before = await _catalog.GetTotalsAsync(default);
        await _ledger.CommitAsync(Samples.Commit("total", Samples.Chain("total", 1), Samples.Card("total", 1, AgentStatuses.NeedsAccount), Samples.Effect("total", "e-t", EffectState.Held)), default);
        await _ledger.CommitAsync(Samples.Commit("total", [], Samples.Card("total", 2, AgentStatuses.Killed), Samples.Effect("total", "e-t", EffectState.Abandoned, 2)), default);

        var after = await Eventually.HoldsAsync(() => _catalog.GetTotalsAsync(default), t => t.FeedPosition > before.FeedPosition, "the feed's end");
        Assert.Equal(before.AgentsByStatus.GetValueOrDefault(AgentStatuses.Killed) + 1, after.AgentsByStatus[AgentStatuses.Killed]);
        Assert.False(after.AgentsByStatus.ContainsKey(AgentStatuses.NeedsAccount));
        Assert.Equal(before.EffectsByState.GetValueOrDefault(EffectState.Abandoned) + 1, after.EffectsByState[EffectState.Abandoned]);
    }

    [Fact]
    public async Task What_is_not_there_is_null()
    {
        Assert.Null(await _catalog.FindAgentAsync("nobody", default));
        Assert.Null(await _catalog.FindEffectAsync("e-none", default));
    }
}

public sealed class SqliteAgentCatalogTests(SqliteStorage storage) : AgentCatalogContract(storage.Database), IClassFixture<SqliteStorage>;

public sealed class PostgresAgentCatalogTests(PostgresStorage storage) : AgentCatalogContract(storage.Database), IClassFixture<PostgresStorage>;
