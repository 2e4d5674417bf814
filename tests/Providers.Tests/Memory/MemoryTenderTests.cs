using PuppetEngine.Engine.Memory;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Memory;
using PuppetEngine.Tests.Providers.Storage;
using PuppetEngine.Tests.TestKit.Time;
using static PuppetEngine.Tests.Providers.Memory.MemoryTables;

namespace PuppetEngine.Tests.Providers.Memory;

/// <summary>The day's job of a memory over its tables.</summary>
public sealed class MemoryTenderTests(SqliteStorage storage) : IClassFixture<SqliteStorage>
{
    private const string Made = """{"memories":[{"content":"It was about trams.","kind":"semantic","importance":0.5,"emotional_valence":0,"sources":[1,2]}]}""";

    private readonly MemoryTables _tables = new(storage.Database);
    private readonly VirtualTimeProvider _time = new(Samples.Noon.AddDays(200));

    private (AgentMemory Memory, MemoryTender Tender) Agent(string id, MemoryOptions? options = null)
    {
        var memory = _tables.Agent(id, _time, options);
        return (memory, new MemoryTender(id, memory, _tables.Ports, options ?? new MemoryOptions(), _time));
    }

    private static List<MemoryItem> Items(int count, Provenance label, string prefix) => [.. Enumerable.Range(0, count).Select(i => Item($"{prefix}{i}", $"tram number {i}", "event", i, label) with { Associations = [] })];

    [Fact]
    public async Task It_consolidates_by_label_within_its_bounds_once_a_day()
    {
        _tables.Model.Answer = _ => new MemoryAnswer(Made, null);
        var (memory, tender) = Agent("tended");
        await memory.AppendAsync([.. Items(70, Provenance.Self, "own"), .. Items(12, Provenance.External, "out"), .. Items(3, Provenance.Tool, "few")]);
        var done = await tender.RunAsync(default);
        Assert.Equal((82, 4), (done.Consolidated, done.Made));
        Assert.Equal(5, _tables.Model.Prompts.Count);
        Assert.True((await tender.RunAsync(default)).WasDone);
        var made = (await memory.QueryAsync(new MemoryQuery { Kind = "semantic", Limit = 50 })).Items.Select(m => m.Item).Where(i => i.Id.StartsWith("consolidated", StringComparison.Ordinal)).ToList();
        Assert.Equal([Provenance.Self, Provenance.Self, Provenance.Self, Provenance.External], made.Select(i => i.Provenance).Order());
        Assert.Equal(82, (await memory.SummarizeAsync()).Consolidated);
    }

    [Fact]
    public async Task A_model_that_does_not_answer_marks_nothing_and_the_next_run_makes_it_once()
    {
        _tables.Model.Answer = _ => new MemoryAnswer("", "the budget is spent");
        var (memory, tender) = Agent("hindered");
        await memory.AppendAsync(Items(12, Provenance.Self, "own"));
        Assert.Equal("the budget is spent", (await tender.RunAsync(default)).Hindrance);
        Assert.Equal(0, (await memory.SummarizeAsync()).Consolidated);
        _tables.Model.Answer = _ => new MemoryAnswer(Made, null);
        Assert.Equal((12, 1), (await tender.RunAsync(default)) is var done ? (done.Consolidated, done.Made) : default);
        Assert.Equal(_tables.Model.Prompts[0].CallId, _tables.Model.Prompts[1].CallId);
    }

    [Fact]
    public async Task Nothing_is_forgotten_by_rule_unless_asked_and_then_it_is_counted()
    {
        var (memory, tender) = Agent("kept", new MemoryOptions { Consolidate = false });
        List<MemoryItem> old = [.. Items(3, Provenance.External, "m"), Item("core", "who she is", "core"), Item("op", "said by the operator", provenance: Provenance.Operator)];
        await memory.AppendAsync(old);
        Assert.Equal(0, (await tender.RunAsync(default)).Forgotten);

        var (fading, fader) = Agent("fading", new MemoryOptions { Consolidate = false, ForgetBelow = 0.2 });
        await fading.AppendAsync(old);
        Assert.Equal(3, (await fader.RunAsync(default)).Forgotten);
        var summary = await fading.SummarizeAsync();
        Assert.Equal(3, summary.Forgotten["decay"]);
        Assert.Equal(["core", "episodic"], summary.ByKind.Keys.Order());
    }

    [Fact]
    public async Task Reflection_looks_at_what_is_new_since_the_last_one()
    {
        _tables.Model.Answer = p => new MemoryAnswer(p.SchemaName.StartsWith("reflect", StringComparison.Ordinal) ? Made : """{"memories":[]}""", null);
        var (memory, tender) = Agent("reflects");
        await memory.AppendAsync(Items(12, Provenance.Self, "own"));
        Assert.Equal(1, (await tender.RunAsync(default)).Reflections);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, (await tender.RunAsync(default)).Reflections);
    }
}
