using PuppetEngine.Engine.Agents;
using PuppetEngine.Engine.Journal;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Providers.Storage.Agents;
using PuppetEngine.Providers.Storage.Journal;
using PuppetEngine.Providers.Storage.Sql;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Providers.Storage;

/// <summary>What the ledger promises on either database.</summary>
public abstract class AgentLedgerContract
{
    private readonly SqlAgentLedger _ledger;
    private readonly SqlAgentCatalog _catalog;
    private readonly SqlJournalStore _journal;

    private protected AgentLedgerContract(SqlDatabase database) =>
        (_ledger, _catalog, _journal) = (new SqlAgentLedger(database), new SqlAgentCatalog(database), new SqlJournalStore(database));

    [Fact]
    public async Task Commit_stores_rows_effects_and_card_together()
    {
        var rows = Samples.Chain("whole", 3);
        await _ledger.CommitAsync(Samples.Commit("whole", rows, Samples.Card("whole"), Samples.Effect("whole", "e-whole")), default);

        Assert.Equal("WHOLE", (await _catalog.FindAgentAsync("whole", default))!.Name);
        Assert.Equal("Hello 🎈", (await _ledger.FindEffectAsync("e-whole", default))!.Text);
        var page = await _journal.ReadAsync("whole", 0, 10, false, default);
        Assert.True(JournalVerifier.Verify("whole", page.Items, [new KnownHead(JournalHead.Of(rows[2]), "test")]).Intact);
        Assert.Equal(rows[1].Payload, page.Items[1].Payload);
        Assert.All(page.Items, r => Assert.True(r.FeedPosition > 0));
    }

    [Fact]
    public async Task Commit_told_again_changes_nothing()
    {
        var commit = Samples.Commit("again", Samples.Chain("again", 3), Samples.Card("again"), Samples.Effect("again", "e-again"));
        await _ledger.CommitAsync(commit, default);
        await _ledger.CommitAsync(commit, default);
        Assert.Equal(3, (await _journal.ReadAsync("again", 0, 10, false, default)).Items.Count);
    }

    [Fact]
    public async Task Commit_of_an_outbox_that_was_half_stored_stores_the_rest()
    {
        var rows = Samples.Chain("half", 5);
        await _ledger.CommitAsync(Samples.Commit("half", rows[..3]), default);
        await _ledger.CommitAsync(Samples.Commit("half", rows[1..]), default);
        Assert.Equal(5, (await _journal.HeadAsync("half", default))!.Seq);
    }

    [Fact]
    public async Task Commit_of_another_row_at_a_seq_is_a_conflict_and_stores_nothing()
    {
        var rows = Samples.Chain("twice", 2);
        await _ledger.CommitAsync(Samples.Commit("twice", rows), default);
        var other = Samples.Chain("twice", 2, JournalHead.Of(rows[0]), "other");

        var e = await Assert.ThrowsAsync<JournalConflictException>(() => _ledger.CommitAsync(Samples.Commit("twice", other, Samples.Card("twice", 9), Samples.Effect("twice", "e-twice")), default));
        Assert.Equal(("twice", 2L), (e.AgentId, e.Seq));
        Assert.Null(await _catalog.FindAgentAsync("twice", default));
        Assert.Null(await _ledger.FindEffectAsync("e-twice", default));
        Assert.Equal(2, (await _journal.HeadAsync("twice", default))!.Seq);
    }

    [Fact]
    public async Task Commit_of_an_equal_key_with_another_hash_is_a_conflict()
    {
        await _ledger.CommitAsync(Samples.Commit("key", Samples.Chain("key", 1)), default);
        await Assert.ThrowsAsync<JournalConflictException>(() => _ledger.CommitAsync(Samples.Commit("key", Samples.Chain("key", 1)), default));
    }

    [Fact]
    public async Task Commit_that_follows_another_row_is_a_conflict()
    {
        await _ledger.CommitAsync(Samples.Commit("fork", Samples.Chain("fork", 2)), default);
        var other = Samples.Chain("fork", 3, keys: "other");
        await Assert.ThrowsAsync<JournalConflictException>(() => _ledger.CommitAsync(Samples.Commit("fork", other[2..]), default));
    }

    [Fact]
    public async Task Commit_that_leaves_a_gap_is_refused()
    {
        var rows = Samples.Chain("gap", 4);
        await _ledger.CommitAsync(Samples.Commit("gap", rows[..2]), default);
        var e = await Assert.ThrowsAsync<JournalGapException>(() => _ledger.CommitAsync(Samples.Commit("gap", rows[3..]), default));
        Assert.Equal((3L, 4L), (e.Missing, e.Seq));
    }

    [Fact]
    public async Task Commit_of_a_lower_version_is_ignored()
    {
        await _ledger.CommitAsync(Samples.Commit("old", [], Samples.Card("old", 5, AgentStatuses.Paused, "new"), Samples.Effect("old", "e-old", EffectState.Confirmed, 3)), default);
        await _ledger.CommitAsync(Samples.Commit("old", [], Samples.Card("old", 4, AgentStatuses.Active, "stale"), Samples.Effect("old", "e-old", EffectState.Attempting, 2)), default);

        Assert.Equal(AgentStatuses.Paused, (await _catalog.FindAgentAsync("old", default))!.Status);
        Assert.Equal(EffectState.Confirmed, (await _ledger.FindEffectAsync("e-old", default))!.State);
        Assert.Empty((await _catalog.ListAgentsAsync(new AgentFilter { Tag = "stale" }, default)).Items);
        Assert.Single((await _catalog.ListAgentsAsync(new AgentFilter { Tag = "new", Status = AgentStatuses.Paused }, default)).Items);
    }

    [Fact]
    public async Task Commit_of_two_activations_at_once_lets_one_row_win()
    {
        var mine = Samples.Commit("race", Samples.Chain("race", 1, keys: "mine"));
        var theirs = Samples.Commit("race", Samples.Chain("race", 1, keys: "theirs"));
        var ends = await Task.WhenAll(new[] { mine, theirs }.Select(async c =>
        {
            try
            {
                await _ledger.CommitAsync(c, default);
                return true;
            }
            catch (JournalConflictException)
            {
                return false;
            }
        }));
        Assert.Single(ends, won => won);
        Assert.Single((await _journal.ReadAsync("race", 0, 10, false, default)).Items);
    }

    [Fact]
    public async Task Said_is_one_accounts_until_its_time_is_past_or_what_was_to_say_it_ended_unsent()
    {
        await SayAsync("w/ada", 71, "e-said-1", EffectState.Attempting);
        await SayAsync("w/bo", 71, "e-said-2", EffectState.Attempting);
        Assert.Equal(new SaidText(71, "w/ada", "e-said-1", Samples.Noon, Samples.Noon.AddDays(1)), await _ledger.FindSaidAsync(71, Samples.Noon, default));
        await SayAsync("w/ada", 71, "e-said-3", EffectState.Attempting, seconds: 60);
        Assert.Equal("e-said-3", (await _ledger.FindSaidAsync(71, Samples.Noon, default))!.EffectId);

        await _ledger.CommitAsync(Samples.Commit("said", [], null, Samples.Effect("said", "e-said-3", EffectState.Failed, 3)), default);
        Assert.Null(await _ledger.FindSaidAsync(71, Samples.Noon, default));
        await SayAsync("w/bo", 71, "e-said-4", EffectState.Attempting, seconds: 120);
        Assert.Equal("w/bo", (await _ledger.FindSaidAsync(71, Samples.Noon.AddHours(1), default))!.AccountKey);

        Assert.Null(await _ledger.FindSaidAsync(71, Samples.Noon.AddSeconds(120).AddDays(1), default));
        await SayAsync("w/ada", 71, "e-said-5", EffectState.Attempting, seconds: 120 + 86_400);
        Assert.Equal("w/ada", (await _ledger.FindSaidAsync(71, Samples.Noon.AddDays(2), default))!.AccountKey);
        Assert.Null(await _ledger.FindSaidAsync(72, Samples.Noon, default));
    }

    [Fact]
    public async Task Said_by_many_accounts_at_once_is_one_of_theirs()
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(n => SayAsync($"w/many-{n}", 73, $"e-many-{n}", EffectState.Attempting)));
        var said = await _ledger.FindSaidAsync(73, Samples.Noon, default);
        Assert.Equal(said!.AccountKey["w/many-".Length..], said.EffectId["e-many-".Length..]);
    }

    private Task SayAsync(string account, long key, string effectId, EffectState state, int seconds = 0)
    {
        var at = Samples.Noon.AddSeconds(seconds);
        return _ledger.CommitAsync(Samples.Commit("said", [], null, Samples.Effect("said", effectId, state, 2)) with { Said = [new SaidText(key, account, effectId, at, at.AddDays(1))] }, default);
    }

    [Fact]
    public async Task Feed_gives_every_row_once_while_many_write()
    {
        var end = (await _journal.ReadFeedAsync(-1, 1, default)).Next!.Value;
        var writers = Enumerable.Range(0, 8).Select(n => Task.Run(async () =>
        {
            var head = JournalHead.Empty($"feed{n}");
            for (var i = 0; i < 25; i++)
            {
                var rows = Samples.Chain($"feed{n}", 2, head);
                await _ledger.CommitAsync(Samples.Commit($"feed{n}", rows), default);
                head = JournalHead.Of(rows[^1]);
            }
        })).ToArray();

        var seen = new List<(string, long)>();
        await Eventually.HoldsAsync(
            async () =>
            {
                var page = await _journal.ReadFeedAsync(end, 50, default);
                seen.AddRange(page.Items.Where(r => r.AgentId.StartsWith("feed", StringComparison.Ordinal)).Select(r => (r.AgentId, r.Seq)));
                end = page.Next!.Value;
                return seen.Count;
            },
            count => count >= 400,
            "400 rows in the feed");
        await Task.WhenAll(writers);
        Assert.Equal(400, seen.Count);
        Assert.Equal(400, seen.Distinct().Count());
        Assert.All(seen.GroupBy(s => s.Item1), g => Assert.Equal(Enumerable.Range(1, 50).Select(i => (long)i), g.Select(s => s.Item2)));
    }
}

public sealed class SqliteAgentLedgerTests(SqliteStorage storage) : AgentLedgerContract(storage.Database), IClassFixture<SqliteStorage>;

public sealed class PostgresAgentLedgerTests(PostgresStorage storage) : AgentLedgerContract(storage.Database), IClassFixture<PostgresStorage>;
