using PuppetEngine.Engine.Agents;
using PuppetEngine.Engine.Journal;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Grains.Abstractions.Memory;

namespace PuppetEngine.Turns.Bench;

/// <summary>Whether a turn costs more as its world grows.</summary>
internal static class GrowthCard
{
    private const int Agents = 4;
    private const int Rows = 100_000;

    internal static async Task PrintAsync(string folder, bool quick)
    {
        Card.Open("Growth: four agents, four callers, posts on a topic that is looked up in memory");
        var span = TimeSpan.FromSeconds(quick ? 3 : 8);
        await using var emulators = await EmulatorsProcess.StartAsync();
        await using var product = await Product.StartAsync(folder, emulators.Address, TimeProvider.System, Product.BriefDoubts);
        var turns = new Turns(product, "g", Agents, Agents) { Topic = "tram lines" };
        await turns.RegisterAsync();
        await RememberAsync(product, 0, 10);
        await turns.RunAsync(TimeSpan.FromSeconds(quick ? 5 : 15));
        Print("a turn with few rows in the journal and tens of memories", await turns.RunAsync(span));
        await FillAsync(product);
        Print($"a turn with {Rows:N0} rows in the journal", await turns.RunAsync(span));
        await RememberAsync(product, 10, quick ? 1_000 : 10_000);
        Print($"a turn with {(quick ? 1_000 : 10_000):N0} memories of each agent as well", await turns.RunAsync(span));
    }

    private static void Print(FormattableString what, TurnRun run) =>
        Card.Row(what.ToString(System.Globalization.CultureInfo.InvariantCulture), $"{run.CpuPerTurn:0.00} ms of processor, {run.KiBPerTurn:N0} KiB, p50 {run.P50:0} ms");

    private static void Print(string what, TurnRun run) => Print((FormattableString)$"{what}", run);

    private static Task FillAsync(Product product)
    {
        const int Each = 1_000;
        var ledger = product.App.Services.GetRequiredService<IAgentLedger>();
        var chain = new JournalChain(new RandomSaltSource());
        return Parallel.ForEachAsync(Enumerable.Range(0, Rows / Each), async (n, token) =>
        {
            var agent = Personas.Id("filler", n);
            var head = JournalHead.Empty(agent);
            var rows = new List<JournalRow>();
            for (var i = 0; i < Each; i++)
            {
                rows.Add(chain.Append(head, $"turn-{i}", JournalKinds.Ended, TimeProvider.System.GetUtcNow(), "", "A row that only fills the table.", new { number = i, text = "as long as most" }));
                head = JournalHead.Of(rows[^1]);
            }

            await ledger.CommitAsync(new AgentCommit(agent, rows, [], null), token);
        });
    }

    private static async Task RememberAsync(Product product, int from, int to)
    {
        foreach (var agent in Enumerable.Range(0, Agents).Select(n => Personas.Id("g", n)))
        {
            foreach (var part in Enumerable.Range(from, to - from).Chunk(500))
            {
                await product.Grains.GetGrain<IMemoryGrain>(agent).Append([.. part.Select(n => new MemoryItem
                {
                    Id = $"{agent}-{n}",
                    Kind = "semantic",
                    Content = $"Note {n}: word{n % 311} by the {(n % 40 == 7 ? "tram lines" : "harbour")}, word{n % 17} and rain.",
                    Provenance = Provenance.Operator,
                    At = TimeProvider.System.GetUtcNow(),
                })]);
            }

            await EmbeddedAsync(product.Grains.GetGrain<IMemoryGrain>(agent));
        }
    }

    /// <summary>Waits for the vectors, which are made after a memory is stored: they are the cost of remembering, not of a turn.</summary>
    private static async Task EmbeddedAsync(IMemoryGrain memory)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        while ((await memory.Summarize()).Pending > 0)
        {
            await look.WaitForNextTickAsync();
        }
    }
}
