using System.Diagnostics;
using System.Globalization;
using PuppetEngine.Engine.Llm.Embeddings;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Memory;

namespace PuppetEngine.Memory.Bench;

/// <summary>Measures one agent's memory through its grain and prints a card.</summary>
internal static class MemoryCard
{
    private const string Agent = "bench";
    private const int Dimension = LocalNgramEmbeddingGenerator.Dimensions;
    private const int Batch = 500;
    private const int Questions = 460;

    /// <summary>Methods are compiled for speed after thirty calls, and on the one core that the search runs on.</summary>
    private const int WarmUp = 60;
    private const int Appends = 300;

    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    internal static async Task PrintAsync(string directory, int items, TextWriter output)
    {
        var texts = new BenchTexts(1);
        var matrix = new float[items * Dimension];
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{items:N0} memories of 8 to 24 words, {Dimension} dimensions, one core, {TimeProvider.System.GetUtcNow():yyyy-MM-dd}\n"));
        output.WriteLine("| what | p50 | p99 | against bare, p50 |");
        output.WriteLine("|---|---|---|---|");
        await using (var silo = await BenchSilo.StartAsync(directory))
        {
            using var bare = new BareInserts(Path.Combine(directory, "bare.db"));
            var memory = silo.Grains.GetGrain<IMemoryGrain>(Agent);
            await AppendAsync(output, memory, bare, "first", "to an empty memory");
            await FillAsync(memory, texts, matrix, items);
            await AppendAsync(output, memory, bare, "last", $"at {items:N0} memories");
            await EmbedAsync(memory);
            await SearchAsync(output, memory, matrix);
        }

        await ReopenAsync(output, directory);
    }

    private static async Task FillAsync(IMemoryGrain memory, BenchTexts texts, float[] matrix, int items)
    {
        for (var i = 0; i < items; i += Batch)
        {
            List<MemoryItem> batch = [];
            for (var j = i; j < Math.Min(items, i + Batch); j++)
            {
                batch.Add(Item($"m{j}", texts.Next(8, 24)));
                LocalNgramEmbeddingGenerator.Embed(batch[^1].Content).CopyTo(matrix.AsSpan(j * Dimension));
            }

            await memory.Import(batch);
        }
    }

    private static async Task EmbedAsync(IMemoryGrain memory)
    {
        var started = Stopwatch.GetTimestamp();
        while ((await memory.Summarize()).Pending > 0)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        }

        // Blocks follow the last vectors.
        await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System);
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"embedded in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s after the last append"));
    }

    // One of each in turn, so that both meet the same disk.
    private static async Task AppendAsync(TextWriter output, IMemoryGrain memory, BareInserts bare, string name, string when)
    {
        var texts = new BenchTexts(77);
        List<double> times = [], bareTimes = [];
        for (var i = 0; i < Appends; i++)
        {
            List<MemoryItem> one = [Item($"{name}{i}", texts.Next(8, 24)) with { Kind = "post" }];
            bareTimes.Add(bare.Insert($"{name}{i}", one[0].Content));
            var started = Stopwatch.GetTimestamp();
            await memory.Append(one);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        var baseline = Line(output, "bare: one row, one transaction, one flush", bareTimes, null);
        Line(output, $"append {when}", times, baseline);
    }

    private static async Task SearchAsync(TextWriter output, IMemoryGrain memory, float[] matrix)
    {
        var texts = new BenchTexts(5);
        var questions = Enumerable.Range(0, Questions).Select(_ => texts.Next(3, 8)).ToList();
        List<double> bare = [], hybrid = [], words = [], vectors = [];
        var (asked, same) = (0, 0);
        for (var i = 0; i < Questions; i++)
        {
            var vector = LocalNgramEmbeddingGenerator.Embed(questions[i]);
            var started = Stopwatch.GetTimestamp();
            var best = BareBaselines.Best(matrix, Dimension, vector, 10);
            var bareTime = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            var (found, vectorTime) = await TimeAsync(memory, questions[i], MemorySearchMode.Vector);
            var (_, wordTime) = await TimeAsync(memory, questions[i] + " ", MemorySearchMode.Lexical);
            var (_, hybridTime) = await TimeAsync(memory, questions[i] + "  ", MemorySearchMode.Hybrid);
            if (i < WarmUp)
            {
                continue;
            }

            bare.Add(bareTime);
            vectors.Add(vectorTime);
            words.Add(wordTime);
            hybrid.Add(hybridTime);
            asked += 10;
            same += Recalled(found, best, matrix, vector);
        }

        var baseline = Line(output, $"bare: products with {matrix.Length / Dimension:N0} × {Dimension} floats, 10 best", bare, null);
        Line(output, "search by vectors", vectors, baseline);
        Line(output, "search by words", words, baseline);
        Line(output, "search, hybrid", hybrid, baseline);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| recall@10 of the search by vectors against the bare scan | {same / (double)asked:0.0000} | | |"));
    }

    // Equal texts have equal vectors: what counts is the product, not which of the equals came.
    private static int Recalled(MemoryPage found, List<int> best, float[] matrix, float[] vector)
    {
        var tenth = System.Numerics.Tensors.TensorPrimitives.Dot(matrix.AsSpan(best[^1] * Dimension, Dimension), vector);
        return Math.Min(10, found.Items.Count(m => m.Vector >= tenth - 1e-5));
    }

    private static async Task<(MemoryPage Page, double Milliseconds)> TimeAsync(IMemoryGrain memory, string text, MemorySearchMode mode)
    {
        var started = Stopwatch.GetTimestamp();
        var page = await memory.Query(new MemoryQuery { Text = text, Limit = 10, Mode = mode, Kind = mode == MemorySearchMode.Vector ? "episodic" : null, Peek = true });
        return (page, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    private static async Task ReopenAsync(TextWriter output, string directory)
    {
        List<double> activations = [], firsts = [], seconds = [];
        for (var i = 0; i < 7; i++)
        {
            await using var silo = await BenchSilo.StartAsync(directory);
            // The process's own warming up is not the activation's.
            await silo.Grains.GetGrain<IMemoryGrain>("other").Query(new MemoryQuery { Text = "warm up" });
            GC.Collect();
            var memory = silo.Grains.GetGrain<IMemoryGrain>(Agent);
            var started = Stopwatch.GetTimestamp();
            await memory.Query(new MemoryQuery { Limit = 10 });
            activations.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            firsts.Add((await TimeAsync(memory, "bako riten mulsa", MemorySearchMode.Hybrid)).Milliseconds);
            seconds.Add((await TimeAsync(memory, "voplidor", MemorySearchMode.Hybrid)).Milliseconds);
        }

        Line(output, "activation and a list, after a restart", activations, null);
        Line(output, "first search after it (reads the index)", firsts, null);
        Line(output, "second search", seconds, null);
    }

    private static MemoryItem Item(string id, string text) => new() { Id = id, Kind = "episodic", Content = text, Provenance = Provenance.Self, At = At };

    private static double Line(TextWriter output, string what, List<double> times, double? baseline)
    {
        var sorted = times.Order().ToList();
        var (half, most) = (sorted[sorted.Count / 2], sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * 0.99))]);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {half:0.00} ms | {most:0.00} ms | {(baseline is { } b ? $"{half / b:0.0}×" : "")} |"));
        return half;
    }
}
