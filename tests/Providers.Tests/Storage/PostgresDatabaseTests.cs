using PuppetEngine.Providers.Storage;
using PuppetEngine.Providers.Storage.Agents;
using PuppetEngine.Providers.Storage.Postgres;

namespace PuppetEngine.Tests.Providers.Storage;

public sealed class PostgresDatabaseTests(PostgresStorage storage) : IClassFixture<PostgresStorage>
{
    [Fact]
    public async Task Two_silos_that_start_at_once_make_the_tables_once()
    {
        _ = storage.Database;
        await using var one = new PostgresDatabase(storage.ConnectionString);
        await using var two = new PostgresDatabase(storage.ConnectionString);
        await Task.WhenAll(
            new SqlAgentLedger(one).CommitAsync(Samples.Commit("one", Samples.Chain("one", 1)), default),
            new SqlAgentLedger(two).CommitAsync(Samples.Commit("two", Samples.Chain("two", 1)), default));
    }

    [Fact]
    public async Task A_newer_database_is_refused()
    {
        await storage.Database.WriteAsync(session => session.Execute("UPDATE schema_version SET version = 9"), default);
        await using var database = new PostgresDatabase(storage.ConnectionString);
        await Assert.ThrowsAsync<DatabaseTooNewException>(() => database.ReadAsync(_ => 1, default));
        await storage.Database.WriteAsync(session => session.Execute("UPDATE schema_version SET version = 2"), default);
        Assert.Equal(1, await database.ReadAsync(_ => 1, default));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told_without_the_password()
    {
        await using var database = new PostgresDatabase("Host=127.0.0.1;Port=1;Username=puppet;Password=hunter2;Database=puppet;Timeout=3");
        var e = await Assert.ThrowsAsync<StorageException>(() => database.ReadAsync(_ => 1, default));
        Assert.Contains("127.0.0.1:1/puppet cannot be reached", e.Message);
        Assert.DoesNotContain("hunter2", e.ToString());
    }
}
