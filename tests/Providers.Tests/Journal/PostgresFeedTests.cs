using Npgsql;
using PuppetEngine.Providers.Storage.Agents;
using PuppetEngine.Providers.Storage.Journal;
using PuppetEngine.Providers.Storage.Postgres;
using PuppetEngine.Tests.Providers.Storage;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Providers.Journal;

/// <summary>The feed on PostgreSQL stops before a transaction that still runs: what that one commits later is never passed over.</summary>
public sealed class PostgresFeedTests(PostgresStorage storage) : IClassFixture<PostgresStorage>
{
    [Fact]
    public async Task Feed_stops_before_rows_that_an_older_transaction_may_still_commit()
    {
        var database = storage.Database;
        var (ledger, journal) = (new SqlAgentLedger(database), new SqlJournalStore(database));
        await ledger.CommitAsync(Samples.Commit("early", Samples.Chain("early", 1)), default);
        var end = (await Eventually.HoldsAsync(() => journal.ReadFeedAsync(0, 10, default), p => p.Items.Any(r => r.AgentId == "early"), "the first row in the feed")).Next!.Value;

        await using var slow = new NpgsqlConnection(storage.ConnectionString);
        await slow.OpenAsync();
        await using var transaction = await slow.BeginTransactionAsync();
        JournalAppend.Run(new PostgresSqlSession(slow, transaction), "slow", Samples.Chain("slow", 1));
        await ledger.CommitAsync(Samples.Commit("fast", Samples.Chain("fast", 1)), default);

        Assert.Empty((await journal.ReadFeedAsync(end, 10, default)).Items);
        await transaction.CommitAsync();
        var page = await Eventually.HoldsAsync(() => journal.ReadFeedAsync(end, 10, default), p => p.Items.Count == 2, "both rows in the feed");
        Assert.Equal(["slow", "fast"], page.Items.Select(r => r.AgentId));
    }

    [Fact]
    public async Task Feed_goes_on_above_the_rows_of_a_dump_from_a_cluster_that_counted_higher()
    {
        var database = storage.Database;
        var (ledger, journal) = (new SqlAgentLedger(database), new SqlJournalStore(database));
        await ledger.CommitAsync(Samples.Commit("dumped", Samples.Chain("dumped", 1)), default);
        const long High = 5_000_000_000L * 16_384;
        await database.WriteAsync(session => session.Execute("UPDATE journal SET feed_position = @high WHERE agent_id = 'dumped'", ("@high", High)), default);

        await using var started = new PostgresDatabase(storage.ConnectionString);
        await new SqlAgentLedger(started).CommitAsync(Samples.Commit("later", Samples.Chain("later", 1)), default);
        var page = await Eventually.HoldsAsync(() => new SqlJournalStore(started).ReadFeedAsync(High - 1, 10, default), p => p.Items.Count == 2, "both rows in the feed");
        Assert.Equal(["dumped", "later"], page.Items.Select(r => r.AgentId));
    }
}
