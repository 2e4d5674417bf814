using PuppetEngine.Engine.Journal;
using PuppetEngine.Providers.Storage.Agents;
using PuppetEngine.Providers.Storage.Journal;
using PuppetEngine.Providers.Storage.Sql;
using PuppetEngine.Tests.Providers.Storage;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Providers.Journal;

/// <summary>How the journal is read on either database, and that whatever is done to its table by hand is found.</summary>
public abstract class JournalStoreContract
{
    private readonly SqlDatabase _database;
    private readonly SqlAgentLedger _ledger;
    private readonly SqlJournalStore _journal;

    private protected JournalStoreContract(SqlDatabase database) =>
        (_database, _ledger, _journal) = (database, new SqlAgentLedger(database), new SqlJournalStore(database));

    [Fact]
    public async Task Read_pages_in_both_directions()
    {
        await _ledger.CommitAsync(Samples.Commit("pages", Samples.Chain("pages", 7)), default);
        var first = await _journal.ReadAsync("pages", 0, 3, false, default);
        var second = await _journal.ReadAsync("pages", first.Next!.Value, 10, false, default);
        var newest = await _journal.ReadAsync("pages", 0, 3, true, default);
        var older = await _journal.ReadAsync("pages", newest.Next!.Value, 10, true, default);

        Assert.Equal([1, 2, 3], first.Items.Select(r => r.Seq));
        Assert.Equal([4, 5, 6, 7], second.Items.Select(r => r.Seq));
        Assert.Null(second.Next);
        Assert.Equal([7, 6, 5], newest.Items.Select(r => r.Seq));
        Assert.Equal([4, 3, 2, 1], older.Items.Select(r => r.Seq));
        Assert.Null(older.Next);
    }

    [Fact]
    public async Task Head_of_an_agent_without_rows_is_null() => Assert.Null(await _journal.HeadAsync("nobody", default));

    [Fact]
    public async Task Erase_takes_payload_and_salt_and_the_chain_still_verifies()
    {
        var rows = Samples.Chain("erase", 4);
        await _ledger.CommitAsync(Samples.Commit("erase", rows), default);
        Assert.True(await _journal.ErasePayloadAsync("erase", 2, default));
        Assert.False(await _journal.ErasePayloadAsync("erase", 9, default));

        var page = await _journal.ReadAsync("erase", 0, 10, false, default);
        Assert.Null(page.Items[1].Payload);
        Assert.Empty(page.Items[1].Salt);
        Assert.Empty((await Verify("erase", rows[3].Hash, 4)).Problems);
    }

    [Fact]
    public async Task A_sweep_erases_payloads_whose_time_is_over_and_the_chain_still_verifies()
    {
        const int Rows = 900;
        var rows = Samples.Chain("sweep", Rows);
        await _ledger.CommitAsync(Samples.Commit("sweep", rows), default);
        var sweep = new JournalSweep(_database);
        var kept = new Dictionary<string, TimeSpan> { ["effect.planned"] = TimeSpan.FromDays(90), ["effect.ended"] = TimeSpan.FromDays(1) };

        // The rows are a second apart; 600 of them are older than ninety days now.
        Assert.Equal(0, await sweep.RunAsync(new Dictionary<string, TimeSpan>(), Samples.Noon.AddDays(400), default));
        await sweep.RunAsync(kept, Samples.Noon.AddDays(90).AddSeconds(600), default);
        Assert.Equal(600, await CountErased("sweep"));
        Assert.Equal(0, await sweep.RunAsync(kept, Samples.Noon.AddDays(90).AddSeconds(600), default));

        // The same sweep goes on where payloads were left; one of another process finds the same.
        await sweep.RunAsync(kept, Samples.Noon.AddDays(90).AddSeconds(700), default);
        Assert.Equal(700, await CountErased("sweep"));
        await new JournalSweep(_database).RunAsync(kept, Samples.Noon.AddDays(90).AddSeconds(800), default);
        Assert.Equal(800, await CountErased("sweep"));

        var verdict = await Verify("sweep", rows[^1].Hash, Rows);
        Assert.Empty(verdict.Problems);
        Assert.Equal(Rows, verdict.Rows);
    }

    private async Task<long> CountErased(string agent) => await _database.ReadAsync(
        session => session.Number("SELECT COUNT(*) FROM journal WHERE agent_id = @agent AND payload IS NULL", ("@agent", agent)) ?? 0, default);

    [Fact]
    public async Task Moved_heads_are_those_above_a_position_one_for_each_agent()
    {
        await _ledger.CommitAsync(Samples.Commit("moved0", Samples.Chain("moved0", 1)), default);
        var (_, start) = await Eventually.HoldsAsync(() => _journal.ReadMovedAsync(0, 5_000, default), m => m.Heads.Any(h => h.AgentId == "moved0"), "the first head");
        await _ledger.CommitAsync(Samples.Commit("moved1", Samples.Chain("moved1", 3)), default);
        await _ledger.CommitAsync(Samples.Commit("moved2", Samples.Chain("moved2", 2)), default);
        var (heads, position) = await Eventually.HoldsAsync(() => _journal.ReadMovedAsync(start, 5_000, default), m => m.Heads.Count == 2, "two heads");
        Assert.Equal([("moved1", 3L), ("moved2", 2L)], heads.Select(h => (h.AgentId, h.Seq)));
        Assert.Empty((await _journal.ReadMovedAsync(position, 5_000, default)).Heads);
    }

    [Theory]
    [InlineData("UPDATE journal SET summary = 'nothing happened' WHERE agent_id = @a AND seq = 3", "edit at 3")]
    [InlineData("UPDATE journal SET payload = (SELECT j.payload FROM journal j WHERE j.agent_id = @a AND j.seq = 5) WHERE agent_id = @a AND seq = 3", "payload at 3")]
    [InlineData("UPDATE journal SET payload = NULL WHERE agent_id = @a AND seq = 3", "payload at 3")]
    [InlineData("DELETE FROM journal WHERE agent_id = @a AND seq = 3", "gap at 3")]
    [InlineData("DELETE FROM journal WHERE agent_id = @a AND seq > 4", "truncation at 5")]
    [InlineData("DELETE FROM journal WHERE agent_id = @a", "truncation at 1")]
    public async Task A_change_by_hand_is_found(string sql, string problem)
    {
        var agent = $"hand{Math.Abs(sql.GetHashCode(StringComparison.Ordinal))}";
        var rows = Samples.Chain(agent, 6);
        await _ledger.CommitAsync(Samples.Commit(agent, rows), default);
        await _database.WriteAsync(session => session.Execute(sql, ("@a", agent)), default);
        Assert.Contains((await Verify(agent, rows[5].Hash, 6)).Problems, p => p.StartsWith(problem, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rows_exchanged_by_hand_are_found()
    {
        var rows = Samples.Chain("swap", 6);
        await _ledger.CommitAsync(Samples.Commit("swap", rows), default);
        await _database.WriteAsync(
            session =>
            {
                foreach (var (from, to) in new[] { (2, 100), (4, 2), (100, 4) })
                {
                    session.Execute("UPDATE journal SET seq = @to WHERE agent_id = 'swap' AND seq = @from", ("@from", (long)from), ("@to", (long)to));
                }

                return true;
            },
            default);
        Assert.Contains("reorder at 2", (await Verify("swap", rows[5].Hash, 6)).Problems[0]);
    }

    [Fact]
    public async Task A_rewrite_of_the_whole_chain_is_found()
    {
        var rows = Samples.Chain("rewrite", 6);
        await _ledger.CommitAsync(Samples.Commit("rewrite", rows), default);
        await _database.WriteAsync(session => session.Execute("DELETE FROM journal WHERE agent_id = 'rewrite'"), default);
        await _ledger.CommitAsync(Samples.Commit("rewrite", Samples.Chain("rewrite", 6)), default);
        Assert.StartsWith("rewrite at 6", Assert.Single((await Verify("rewrite", rows[5].Hash, 6)).Problems));
    }

    private async Task<PuppetEngine.Grains.Abstractions.Journal.JournalVerdict> Verify(string agent, byte[] knownHash, long knownSeq)
    {
        var page = await _journal.ReadAsync(agent, 0, 1_000, false, default);
        return JournalVerifier.Verify(agent, page.Items, [new KnownHead(new JournalHead(agent, knownSeq, knownHash), "the agent's state")]);
    }
}

public sealed class SqliteJournalStoreTests(SqliteStorage storage) : JournalStoreContract(storage.Database), IClassFixture<SqliteStorage>;

public sealed class PostgresJournalStoreTests(PostgresStorage storage) : JournalStoreContract(storage.Database), IClassFixture<PostgresStorage>;
