using System.Text;
using PuppetEngine.Grains.Abstractions.Memory;
using PuppetEngine.Providers.Storage.Access;
using PuppetEngine.Providers.Storage.Sql;
using PuppetEngine.Tests.Providers.Storage;
using static PuppetEngine.Tests.Providers.Memory.MemoryTables;

namespace PuppetEngine.Tests.Providers.Memory;

/// <summary>Encryption at rest, on either database.</summary>
public abstract class MemorySealingContract : IAsyncLifetime
{
    private const string Secret = "the treasure lies under the oak";

    private readonly SqlDatabase _database;
    private readonly TemporaryDirectory _keys = new();

    private protected MemorySealingContract(SqlDatabase database) => _database = database;

    /// <summary>Each test has a key file of its own, so none may find what another sealed.</summary>
    public async ValueTask InitializeAsync()
    {
        foreach (var table in new[] { "memory", "memory_sealed", "memory_vectors", "memory_blocks", "memory_agents" })
        {
            await _database.WriteAsync(s => s.Execute($"DELETE FROM {table}"), default);
        }
    }

    public ValueTask DisposeAsync()
    {
        _keys.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private MemoryTables Sealed() => new(_database, _keys.Path);

    private static async Task<string?> FindAsync(MemoryTables tables, string agent) =>
        (await tables.Agent(agent).QueryAsync(new MemoryQuery { Text = "treasure", Peek = true })).Items.FirstOrDefault()?.Item.Content;

    private static async Task FillAsync(MemoryTables tables, string agent, int count = 1)
    {
        var memory = tables.Agent(agent);
        await memory.AppendAsync([.. Enumerable.Range(0, count).Select(i => Item($"m{i}", i == 0 ? Secret : $"nothing {i}"))]);
        while (await memory.EmbedAsync(default) == PuppetEngine.Engine.Memory.MemoryEmbedding.More)
        {
        }
    }

    private Task<List<string>> PlainAsync(string agent) => _database.ReadAsync(
        s => s.Rows("SELECT content FROM memory WHERE agent_id = @agent AND content <> ''", r => r.GetString(0), ("@agent", agent)), default);

    private Task<List<string?>> KeysAsync(string agent) => _database.ReadAsync(
        s => s.Rows(
            "SELECT key_id FROM memory_sealed WHERE agent_id = @agent UNION ALL SELECT key_id FROM memory_vectors WHERE agent_id = @agent UNION ALL SELECT key_id FROM memory_blocks WHERE agent_id = @agent",
            r => r.IsDBNull(0) ? null : r.GetString(0), ("@agent", agent)), default);

    [Fact]
    public async Task Sealed_memories_are_searched_and_listed_and_stand_nowhere_in_plain()
    {
        var tables = Sealed();
        await FillAsync(tables, "sealed", 1030);
        Assert.Equal(Secret, await FindAsync(Sealed(), "sealed"));
        Assert.Equal(Secret, (await tables.Rows.FindAsync("sealed", ["m0"], default))[0].Item.Content);
        Assert.Empty(await PlainAsync("sealed"));
        Assert.All(await KeysAsync("sealed"), key => Assert.Equal(tables.Keys.Active.Id, key));
    }

    [Fact]
    public async Task Turning_it_on_seals_what_is_there_and_turning_it_off_keeps_it_readable()
    {
        await FillAsync(new MemoryTables(_database), "turned", 1030);
        Assert.Equal(Secret, await FindAsync(Sealed(), "turned"));
        Assert.True(await Sealed().Sealing.SealAsync(default) >= 2060);
        Assert.Equal(0, await Sealed().Sealing.SealAsync(default));
        Assert.Empty(await PlainAsync("turned"));
        Assert.Equal(Secret, await FindAsync(Sealed(), "turned"));
    }

    [Fact]
    public async Task Rotation_seals_all_under_a_new_key_and_drops_the_old()
    {
        var tables = Sealed();
        await FillAsync(tables, "rotated", 5);
        var old = tables.Keys.Active.Id;
        await tables.Sealing.RotateAsync(default);
        Assert.Null(tables.Keys.Find(old));
        Assert.All(await KeysAsync("rotated"), key => Assert.Equal(tables.Keys.Active.Id, key));
        Assert.Equal(Secret, await FindAsync(Sealed(), "rotated"));
    }

    [Fact]
    public async Task A_rotation_that_was_broken_off_is_run_again()
    {
        var tables = Sealed();
        await FillAsync(tables, "broken", 5);
        tables.Keys.AddActive();
        Assert.Equal(Secret, await FindAsync(Sealed(), "broken"));
        await Sealed().Sealing.RotateAsync(default);
        Assert.Equal(Secret, await FindAsync(Sealed(), "broken"));
    }

    [Fact]
    public async Task A_text_moved_to_another_row_does_not_open()
    {
        var tables = Sealed();
        await FillAsync(tables, "moved", 2);
        await _database.WriteAsync(s => s.Execute(
            "UPDATE memory_sealed SET body = (SELECT body FROM memory_sealed o JOIN memory m ON m.number = o.number WHERE m.agent_id = @agent AND m.id = 'm0') WHERE number = (SELECT number FROM memory WHERE agent_id = @agent AND id = 'm1')",
            ("@agent", "moved")), default);
        await Assert.ThrowsAsync<SecretUnreadableException>(() => Sealed().Rows.FindAsync("moved", ["m1"], default));
    }

    [Fact]
    public async Task Rotation_without_encryption_says_which_setting_to_change() =>
        Assert.Contains("EncryptMemory", (await Assert.ThrowsAsync<InvalidOperationException>(() => new MemoryTables(_database).Sealing.RotateAsync(default))).Message, StringComparison.Ordinal);
}

/// <summary>On SQLite, where the file can be looked into as well.</summary>
public sealed class SqliteMemorySealingTests : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task The_files_of_a_sealed_memory_hold_no_word_of_it()
    {
        await using (var database = PuppetEngine.Providers.Storage.Sqlite.SqliteDatabase.Open(_directory.File("puppet.db")))
        {
            var tables = new MemoryTables(database, _directory.Path);
            await tables.Agent("ada").AppendAsync([Item("m1", "zanzibarwhisper")]);
        }

        foreach (var file in Directory.GetFiles(_directory.Path))
        {
            Assert.DoesNotContain("zanzibarwhisper", Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)), StringComparison.OrdinalIgnoreCase);
        }
    }

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }
}

public sealed class SqliteMemorySealingContractTests(SqliteStorage storage) : MemorySealingContract(storage.Database), IClassFixture<SqliteStorage>;

public sealed class PostgresMemorySealingContractTests(PostgresStorage storage) : MemorySealingContract(storage.Database), IClassFixture<PostgresStorage>;
