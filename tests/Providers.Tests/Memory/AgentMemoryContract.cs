using PuppetEngine.Engine.Memory;
using PuppetEngine.Grains.Abstractions.Memory;
using PuppetEngine.Providers.Storage.Sql;
using PuppetEngine.Tests.Providers.Storage;
using PuppetEngine.Tests.TestKit.Time;
using static PuppetEngine.Tests.Providers.Memory.MemoryTables;

namespace PuppetEngine.Tests.Providers.Memory;

/// <summary>An agent's memory over its tables, on either database.</summary>
public abstract class AgentMemoryContract
{
    private readonly MemoryTables _tables;
    private readonly SqlDatabase _database;
    private readonly VirtualTimeProvider _time = new(Samples.Noon.AddDays(2));

    private protected AgentMemoryContract(SqlDatabase database) => _tables = new MemoryTables(_database = database);

    private AgentMemory Agent(string id) => _tables.Agent(id, _time);

    private static async Task<List<string>> FindAsync(AgentMemory memory, string text, string? kind = null, int limit = 10, bool peek = true, MemorySearchMode mode = default) =>
        [.. (await memory.QueryAsync(new MemoryQuery { Text = text, Kind = kind, Limit = limit, Peek = peek, Mode = mode })).Items.Select(m => m.Item.Id)];

    private static async Task EmbedAllAsync(AgentMemory memory)
    {
        while (await memory.EmbedAsync(default) == MemoryEmbedding.More)
        {
        }
    }

    private Task<long?> CountAsync(string sql, string agent) => _database.ReadAsync(s => s.Number(sql, ("@agent", agent)), default);

    [Fact]
    public async Task An_append_is_found_at_once_by_words_and_later_by_vectors()
    {
        var memory = Agent("soon");
        await memory.AppendAsync([Item("m1", "The kettles were singing"), Item("m2", "Rain on the roof")]);
        var page = await memory.QueryAsync(new MemoryQuery { Text = "rain", Peek = true });
        Assert.Equal("m2", page.Items[0].Item.Id);
        Assert.Equal((null, 2), (page.Model, page.Pending));
        await EmbedAllAsync(memory);
        page = await memory.QueryAsync(new MemoryQuery { Text = "kettle", Peek = true });
        Assert.Equal("m1", page.Items[0].Item.Id);
        Assert.Equal((0, 0), (page.Items[0].Lexical, page.Pending));
        Assert.Equal("local-ngram-v1", page.Model);
    }

    [Fact]
    public async Task Words_are_found_without_case_and_accents_in_all_scripts_and_never_another_agents()
    {
        var memory = Agent("words");
        await memory.AppendAsync([Item("m1", "Crème brûlée at the café"), Item("m2", "今日は雨です"), Item("m3", "Вчера шёл дождь")]);
        await Agent("words.b").AppendAsync([Item("m9", "cafe cafe cafe")]);
        Assert.Equal(["m1"], await FindAsync(memory, "CAFE?", mode: MemorySearchMode.Lexical));
        Assert.Equal(["m2"], await FindAsync(memory, "雨", mode: MemorySearchMode.Lexical));
        Assert.Equal(["m3"], await FindAsync(memory, "ДОЖДЬ", mode: MemorySearchMode.Lexical));
        Assert.Empty(await FindAsync(memory, "'; DROP TABLE memory; --"));
    }

    [Fact]
    public async Task A_new_activation_answers_as_the_old_one_did()
    {
        var memory = Agent("reborn");
        await memory.AppendAsync([.. Enumerable.Range(0, 1300).Select(i => Item($"m{i}", $"note {i} about {(i % 7 == 0 ? "kettles" : "roofs")} and number{i}", second: i))]);
        await EmbedAllAsync(memory);
        Assert.Equal(1, await CountAsync("SELECT count(*) FROM memory_blocks WHERE agent_id = @agent", "reborn"));
        var before = await FindAsync(memory, "kettles number42");
        var embedded = _tables.Model.Embedded;
        var again = Agent("reborn");
        Assert.Equal(before, await FindAsync(again, "kettles number42"));
        Assert.Equal(0, (await again.SummarizeAsync()).Pending);
        Assert.Equal(embedded + 1, _tables.Model.Embedded);
    }

    [Fact]
    public async Task What_is_forgotten_in_a_stored_block_is_gone_at_once_and_after_a_restart()
    {
        var memory = Agent("hole");
        await memory.AppendAsync([.. Enumerable.Range(0, 1100).Select(i => Item($"m{i}", $"about word{i}"))]);
        await EmbedAllAsync(memory);
        Assert.Equal(1, await memory.ForgetAsync(new MemorySelection { Ids = ["m500"] }));
        Assert.DoesNotContain("m500", await FindAsync(memory, "word500", limit: 100));
        Assert.DoesNotContain("m500", await FindAsync(Agent("hole"), "word500", limit: 100));
        Assert.Equal(0, await CountAsync("SELECT count(*) FROM memory_blocks WHERE agent_id = @agent", "hole"));
        await EmbedAllAsync(memory);
        Assert.Equal(1, await CountAsync("SELECT count(*) FROM memory_blocks WHERE agent_id = @agent", "hole"));
        Assert.DoesNotContain("m500", await FindAsync(Agent("hole"), "word500", limit: 100));
        Assert.Equal(1099, (await Agent("hole").SummarizeAsync()).ByKind["episodic"]);
    }

    [Fact]
    public async Task Another_model_is_noticed_and_all_is_embedded_anew_in_steps_that_survive_a_break()
    {
        var memory = Agent("model");
        await memory.AppendAsync([.. Enumerable.Range(0, 1100).Select(i => Item($"m{i}", $"about word{i}"))]);
        await EmbedAllAsync(memory);
        _tables.Model.Name = "newer-model";
        var page = await memory.QueryAsync(new MemoryQuery { Text = "something unasked word7", Peek = true });
        Assert.Equal("m7", page.Items[0].Item.Id);
        Assert.Contains("newer-model", page.WithoutVectors, StringComparison.Ordinal);
        Assert.True(memory.HasPending);
        await memory.EmbedAsync(default);

        var again = Agent("model");
        Assert.Equal(1100 - 64, (await again.SummarizeAsync()).Pending);
        await EmbedAllAsync(again);
        var summary = await again.SummarizeAsync();
        Assert.Equal(("newer-model", 0), (summary.Model, summary.Pending));
        Assert.Equal(1100, await CountAsync("SELECT count(*) FROM memory_vectors WHERE agent_id = @agent AND model = 'newer-model'", "model"));
    }

    [Fact]
    public async Task A_stand_in_is_never_kept()
    {
        _tables.Model.IsDown = true;
        var memory = Agent("down");
        await memory.AppendAsync([Item("m1", "The kettle sings")]);
        Assert.Equal(MemoryEmbedding.Hindered, await memory.EmbedAsync(default));
        var page = await memory.QueryAsync(new MemoryQuery { Text = "kettle", Peek = true });
        Assert.Equal("m1", Assert.Single(page.Items).Item.Id);
        Assert.NotNull(page.WithoutVectors);
        Assert.Equal(0, await CountAsync("SELECT count(*) FROM memory_vectors WHERE agent_id = @agent", "down"));
    }

    [Fact]
    public async Task Recalls_count_at_once_and_are_stored_by_the_flush()
    {
        var memory = Agent("recall");
        await memory.AppendAsync([Item("m1", "tea") with { AccessCount = 0, LastAccessAt = null }]);
        await FindAsync(memory, "tea", peek: true);
        Assert.False(memory.HasAccesses);
        await FindAsync(memory, "tea", peek: false);
        Assert.Equal(1, (await memory.QueryAsync(new MemoryQuery { Text = "tea" })).Items[0].Item.AccessCount);
        Assert.Equal(0, (await Agent("recall").QueryAsync(new MemoryQuery())).Items[0].Item.AccessCount);
        await memory.FlushAccessesAsync();
        var stored = (await Agent("recall").QueryAsync(new MemoryQuery())).Items[0].Item;
        Assert.Equal((2, _time.GetUtcNow()), (stored.AccessCount, stored.LastAccessAt!.Value));
    }

    [Fact]
    public async Task An_associated_memory_comes_along()
    {
        var memory = Agent("assoc");
        await memory.AppendAsync([Item("m1", "Met Bea at the harbour") with { Associations = ["m2"] }, Item("m2", "She collects stamps"), Item("m3", "Nothing else")]);
        var page = await memory.QueryAsync(new MemoryQuery { Text = "harbour", Peek = true, Mode = MemorySearchMode.Lexical });
        Assert.Equal(["m1", "m2"], page.Items.Select(m => m.Item.Id));
        Assert.Equal("m1", page.Items[1].Via);
        Assert.True(page.Items[1].Score < page.Items[0].Score);
    }

    [Fact]
    public async Task A_search_is_bounded_by_kind_time_and_limit()
    {
        var memory = Agent("bounds");
        await memory.AppendAsync([.. Enumerable.Range(0, 20).Select(i => Item($"m{i}", $"tea {i}", i < 10 ? "core" : "post", i))]);
        Assert.Equal(4, (await FindAsync(memory, "tea", "post", 4)).Count);
        var page = await memory.QueryAsync(new MemoryQuery { Text = "tea", Since = Samples.Noon.AddSeconds(5), Until = Samples.Noon.AddSeconds(12), Limit = 50, Peek = true });
        Assert.Equal(Enumerable.Range(5, 7).Select(i => $"m{i}"), page.Items.Select(m => m.Item.Id).OrderBy(id => int.Parse(id[1..])));
    }
}

public sealed class SqliteAgentMemoryTests(SqliteStorage storage) : AgentMemoryContract(storage.Database), IClassFixture<SqliteStorage>;

public sealed class PostgresAgentMemoryTests(PostgresStorage storage) : AgentMemoryContract(storage.Database), IClassFixture<PostgresStorage>;
