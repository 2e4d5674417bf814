using PuppetEngine.Grains.Abstractions.Memory;
using PuppetEngine.Providers.Storage;
using PuppetEngine.Providers.Storage.Postgres;
using PuppetEngine.Providers.Storage.Sql;
using PuppetEngine.Providers.Storage.Sqlite;
using PuppetEngine.Tests.Providers.Storage;
using static PuppetEngine.Tests.Providers.Memory.MemoryTables;

namespace PuppetEngine.Tests.Providers.Memory;

/// <summary>Databases of version 1, which had an index of words and nothing derived from vectors.</summary>
public sealed class MemoryUpgradeTests : IDisposable
{
    private static readonly string[] Added = ["memory_sealed", "memory_vectors", "memory_blocks", "memory_consolidated", "memory_forgotten", "memory_agents"];

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_SQLite_file_of_version_1_keeps_its_memories_and_loses_the_index_of_words()
    {
        var path = _directory.File("puppet.db");
        await using (var old = SqliteDatabase.Open(path))
        {
            await GoBackAsync(old, "CREATE VIRTUAL TABLE memory_words USING fts5(agent, words, tokenize = 'unicode61')");
        }

        await using var database = SqliteDatabase.Open(path);
        Assert.Equal(0L, await database.ReadAsync(s => s.Number("SELECT count(*) FROM sqlite_master WHERE name LIKE 'memory_words%'"), default));
        await IsWholeAsync(database);
    }

    [Fact]
    public async Task A_PostgreSQL_database_of_version_1_keeps_its_memories_and_loses_the_column_of_words()
    {
        await using var storage = new PostgresStorage();
        await GoBackAsync(storage.Database, "ALTER TABLE memory ADD COLUMN words text[] NOT NULL DEFAULT '{}'");
        await using var database = new PostgresDatabase(storage.ConnectionString);
        Assert.Equal(0L, await database.ReadAsync(s => s.Number("SELECT count(*) FROM information_schema.columns WHERE table_name = 'memory' AND column_name = 'words'"), default));
        await IsWholeAsync(database);
    }

    private static async Task GoBackAsync(SqlDatabase database, string words)
    {
        await new MemoryTables(database).Rows.AppendAsync("ada", [Item("m1", "The kettle sings")], false, default);
        await database.WriteAsync(
            s =>
            {
                foreach (var table in Added)
                {
                    s.Execute($"DROP TABLE {table}");
                }

                s.Execute(words);
                return s.Execute("UPDATE schema_version SET version = 1");
            },
            default);
    }

    private static async Task IsWholeAsync(SqlDatabase database)
    {
        Assert.Equal(StorageOptions.SchemaVersion, await database.ReadAsync(s => s.Number("SELECT version FROM schema_version"), default));
        var memory = new MemoryTables(database).Agent("ada");
        Assert.Equal("m1", Assert.Single((await memory.QueryAsync(new MemoryQuery { Text = "kettle", Peek = true })).Items).Item.Id);
        await memory.AppendAsync([Item("m2", "Rain on the roof")]);
        Assert.Equal("m2", Assert.Single((await memory.QueryAsync(new MemoryQuery { Text = "roof", Peek = true })).Items).Item.Id);
    }
}
