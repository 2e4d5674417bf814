using PuppetEngine.Grains.Abstractions.Memory;
using PuppetEngine.Providers.Storage.Memory;
using PuppetEngine.Providers.Storage.Sql;
using PuppetEngine.Tests.Providers.Storage;

namespace PuppetEngine.Tests.Providers.Memory;

/// <summary>What the memory table promises on either database.</summary>
public abstract class MemoryStoreContract
{
    private readonly SqlMemoryStore _store;

    private protected MemoryStoreContract(SqlDatabase database) => _store = new SqlMemoryStore(database);

    private static MemoryItem Item(string id, string content, string kind = "episodic", int second = 0) => new()
    {
        Id = id, Kind = kind, Content = content, Provenance = Provenance.External, At = Samples.Noon.AddSeconds(second),
        Importance = 0.7, EmotionalValence = -0.25, Associations = ["other-1", "other-2"], AccessCount = 3, LastAccessAt = Samples.Noon.AddHours(1),
    };

    [Fact]
    public async Task Append_then_list_gives_back_the_whole_item()
    {
        var item = Item("m1", "The kettle sings – très fort 🎈");
        await _store.AppendAsync("whole", [item], default);
        var back = Assert.Single((await _store.ListAsync("whole", null, null, 10, default)).Items);
        Assert.Equal(1, back.Score);
        Assert.Equal(item.Associations, back.Item.Associations);
        List<string> none = [];
        Assert.Equal(item with { Associations = none }, back.Item with { Associations = none });
    }

    [Fact]
    public async Task Append_of_an_id_that_is_there_leaves_it_as_it_is()
    {
        await _store.AppendAsync("idem", [Item("m1", "first")], default);
        await _store.AppendAsync("idem", [Item("m1", "second"), Item("m2", "third")], default);
        Assert.Equal(["first", "third"], (await _store.ListAsync("idem", null, null, 10, default)).Items.Select(m => m.Item.Content).Order());
        Assert.Empty(await _store.SearchAsync("idem", "second", null, 10, default));
    }

    [Fact]
    public async Task List_pages_newest_first_by_kind()
    {
        await _store.AppendAsync("list", [.. Enumerable.Range(0, 9).Select(i => Item($"m{i}", $"text {i}", i % 2 == 0 ? "post" : "social", i / 2))], default);
        var first = await _store.ListAsync("list", "post", null, 3, default);
        var rest = await _store.ListAsync("list", "post", first.Next, 3, default);
        Assert.Equal(["m8", "m6", "m4", "m2", "m0"], first.Items.Concat(rest.Items).Select(m => m.Item.Id));
        Assert.Null(rest.Next);
    }

    [Fact]
    public async Task Search_finds_by_words_without_case_and_accents_and_never_another_agents()
    {
        await _store.AppendAsync("ada", [Item("m1", "Crème brûlée at the café"), Item("m2", "Rain on the roof"), Item("m3", "The café was closed, the CAFÉ!")], default);
        await _store.AppendAsync("ada.b", [Item("m1", "cafe cafe cafe")], default);
        var found = await _store.SearchAsync("ada", "the Cafe?", null, 10, default);
        Assert.Equal("m3", found[0].Item.Id);
        Assert.Contains(found, m => m.Item.Id == "m1");
        Assert.All(found, m => Assert.InRange(m.Score, 0.0001, 1));
        Assert.Equal("m1", Assert.Single(await _store.SearchAsync("ada.b", "café", null, 10, default)).Item.Id);
    }

    [Fact]
    public async Task Search_finds_in_scripts_without_spaces()
    {
        await _store.AppendAsync("script", [Item("m1", "今日は雨です"), Item("m2", "Вчера шёл дождь")], default);
        Assert.Equal("m1", Assert.Single(await _store.SearchAsync("script", "雨", null, 10, default)).Item.Id);
        Assert.Equal("m2", Assert.Single(await _store.SearchAsync("script", "ДОЖДЬ", null, 10, default)).Item.Id);
    }

    [Theory]
    [InlineData("\" OR agent : (")]
    [InlineData("NEAR(rain AND NOT *")]
    [InlineData("'; DROP TABLE memory; --")]
    [InlineData("?!…")]
    [InlineData("")]
    public async Task Search_takes_no_text_for_an_operator(string text)
    {
        await _store.AppendAsync("inject", [Item("m1", "rain")], default);
        await _store.SearchAsync("inject", text, null, 10, default);
        Assert.Single((await _store.ListAsync("inject", null, null, 10, default)).Items);
    }

    [Fact]
    public async Task Search_is_bounded_by_kind_and_limit()
    {
        await _store.AppendAsync("bounds", [.. Enumerable.Range(0, 20).Select(i => Item($"m{i}", $"tea {i}", i < 10 ? "core" : "post"))], default);
        var found = await _store.SearchAsync("bounds", "tea", "post", 4, default);
        Assert.Equal(4, found.Count);
        Assert.All(found, m => Assert.Equal("post", m.Item.Kind));
    }

    [Fact]
    public async Task Delete_takes_the_item_out_of_list_and_search()
    {
        await _store.AppendAsync("gone", [Item("m1", "a secret wish")], default);
        Assert.True(await _store.DeleteAsync("gone", "m1", default));
        Assert.False(await _store.DeleteAsync("gone", "m1", default));
        Assert.Empty(await _store.SearchAsync("gone", "wish", null, 10, default));
        Assert.Empty((await _store.ListAsync("gone", null, null, 10, default)).Items);
    }

    [Fact]
    public async Task A_zero_character_is_stored_as_a_space()
    {
        await _store.AppendAsync("zero", [Item("m1", "before\0after")], default);
        Assert.Equal("before after", (await _store.ListAsync("zero", null, null, 1, default)).Items[0].Item.Content);
    }
}

public sealed class SqliteMemoryStoreTests(SqliteStorage storage) : MemoryStoreContract(storage.Database), IClassFixture<SqliteStorage>;

public sealed class PostgresMemoryStoreTests(PostgresStorage storage) : MemoryStoreContract(storage.Database), IClassFixture<PostgresStorage>;
