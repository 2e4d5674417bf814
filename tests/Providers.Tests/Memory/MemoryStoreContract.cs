using PuppetEngine.Engine.Memory;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Memory;
using PuppetEngine.Providers.Storage.Sql;
using PuppetEngine.Tests.Providers.Storage;
using static PuppetEngine.Tests.Providers.Memory.MemoryTables;

namespace PuppetEngine.Tests.Providers.Memory;

/// <summary>What the memory table promises on either database.</summary>
public abstract class MemoryStoreContract
{
    private readonly MemoryTables _tables;
    private readonly IMemoryStore _store;

    private protected MemoryStoreContract(SqlDatabase database) => _store = (_tables = new MemoryTables(database)).Rows;

    private async Task<List<string>> ListAsync(string agent, MemoryQuery? query = null) =>
        [.. (await _store.ListAsync(agent, query ?? new MemoryQuery { Limit = 100 }, default)).Items.Select(m => m.Item.Content)];

    [Fact]
    public async Task Append_then_list_gives_back_the_whole_item()
    {
        var item = Item("m1", "The kettle sings – très fort 🎈");
        var row = Assert.Single(await _store.AppendAsync("whole", [item], false, default));
        var back = Assert.Single((await _store.ListAsync("whole", new MemoryQuery(), default)).Items);
        Assert.Equal(1, back.Score);
        Assert.Equal(item.Associations, back.Item.Associations);
        List<string> none = [];
        Assert.Equal(item with { Associations = none }, back.Item with { Associations = none });
        Assert.Equal(row.Number, Assert.Single(await _store.FindAsync("whole", ["m1", "m2"], default)).Number);
        Assert.Equal("m1", Assert.Single(await _store.ReadAsync("whole", [row.Number, 999_999_999], default)).Item.Id);
    }

    [Fact]
    public async Task Append_of_an_id_that_is_there_leaves_it_as_it_is()
    {
        await _store.AppendAsync("idem", [Item("m1", "first")], false, default);
        Assert.Equal("m2", Assert.Single(await _store.AppendAsync("idem", [Item("m1", "second"), Item("m2", "third")], false, default)).Item.Id);
        Assert.Equal(["first", "third"], (await ListAsync("idem")).Order());
    }

    [Fact]
    public async Task List_pages_newest_first_by_kind_and_time()
    {
        await _store.AppendAsync("list", [.. Enumerable.Range(0, 9).Select(i => Item($"m{i}", $"m{i}", i % 2 == 0 ? "post" : "social", i / 2))], false, default);
        var first = await _store.ListAsync("list", new MemoryQuery { Kind = "post", Limit = 3 }, default);
        var rest = await _store.ListAsync("list", new MemoryQuery { Kind = "post", Limit = 3, Cursor = first.Next }, default);
        Assert.Equal(["m8", "m6", "m4", "m2", "m0"], first.Items.Concat(rest.Items).Select(m => m.Item.Id));
        Assert.Null(rest.Next);
        Assert.Equal(["m7", "m6", "m5", "m4"], await ListAsync("list", new MemoryQuery { Since = Samples.Noon.AddSeconds(2), Until = Samples.Noon.AddSeconds(4), Limit = 9 }));
    }

    [Fact]
    public async Task Forget_takes_what_a_selection_names_and_keeps_count()
    {
        await _store.AppendAsync("gone", [Item("m1", "a secret wish"), Item("m2", "tea", "post"), Item("m3", "rain", "post", 5), Item("m4", "own", "post", 9, Provenance.Self)], false, default);
        Assert.Single(await _store.ForgetAsync("gone", new MemorySelection { Ids = ["m1", "m1", "none"] }, Samples.Noon, default));
        Assert.Empty(await _store.ForgetAsync("gone", new MemorySelection { Ids = ["m1"] }, Samples.Noon, default));
        Assert.Single(await _store.ForgetAsync("gone", new MemorySelection { Kind = "post", Since = Samples.Noon.AddSeconds(1), Provenance = Provenance.External }, Samples.Noon, default));
        Assert.Equal(["own", "tea"], await ListAsync("gone"));
        Assert.Equal(2, (await _store.ListAsync("gone", new MemoryQuery(), default)).Forgotten);
        Assert.Equal(2, (await _tables.Jobs.ReadStateAsync("gone", default)).Forgotten["request"]);
    }

    [Fact]
    public async Task What_was_forgotten_comes_back_by_import_only()
    {
        await _store.AppendAsync("back", [Item("m1", "tea")], false, default);
        await _store.ForgetAsync("back", new MemorySelection { Ids = ["m1"] }, Samples.Noon, default);
        Assert.Empty(await _store.AppendAsync("back", [Item("m1", "tea")], false, default));
        Assert.Single(await _store.AppendAsync("back", [Item("m1", "tea")], true, default));
        Assert.Equal(0, (await _store.ListAsync("back", new MemoryQuery(), default)).Forgotten);
    }

    [Fact]
    public async Task A_zero_character_is_stored_as_a_space()
    {
        await _store.AppendAsync("zero", [Item("m1", "before\0after")], false, default);
        Assert.Equal("before after", Assert.Single(await ListAsync("zero")));
    }

    [Fact]
    public async Task Recalls_are_added_up()
    {
        var row = (await _store.AppendAsync("touch", [Item("m1", "tea")], false, default))[0];
        await _tables.Derived.TouchAsync("touch", [new MemoryAccess(row.Number, 4, Samples.Noon.AddDays(2))], default);
        var item = (await _store.ReadAsync("touch", [row.Number], default))[0].Item;
        Assert.Equal((7, Samples.Noon.AddDays(2)), (item.AccessCount, item.LastAccessAt!.Value));
    }
}

public sealed class SqliteMemoryStoreTests(SqliteStorage storage) : MemoryStoreContract(storage.Database), IClassFixture<SqliteStorage>;

public sealed class PostgresMemoryStoreTests(PostgresStorage storage) : MemoryStoreContract(storage.Database), IClassFixture<PostgresStorage>;
