using PuppetEngine.Engine.Memory.Index;

namespace PuppetEngine.Tests.Engine.Memory.Index;

public sealed class MemoryIndexTests
{
    private const string Model = "test-model";

    private static MemoryEntry Entry(long number, string kind = "episodic", long atMs = 0) => new(number, MemoryEntry.KindOf(kind), 0.5f, atMs, 0, 0);

    private static float[] Vector(Random random, int dimension)
    {
        var vector = new float[dimension];
        for (var i = 0; i < dimension; i++)
        {
            vector[i] = (float)(random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5);
        }

        return VectorCode.Unit(vector)!;
    }

    private static MemoryIndex Filled(int count, int dimension, out float[][] vectors, int seed = 7)
    {
        var random = new Random(seed);
        var index = new MemoryIndex(Model);
        vectors = new float[count][];
        for (var i = 0; i < count; i++)
        {
            index.Add(Entry(i + 1), $"word{i % 97} shared text{i}");
            vectors[i] = Vector(random, dimension);
            index.SetVector(i + 1, vectors[i]);
        }

        return index;
    }

    [Theory]
    [InlineData(3000, 256)]
    [InlineData(2500, 100)]
    [InlineData(1500, 1536)]
    [InlineData(40, 7)]
    public void Scan_always_has_the_true_best_among_its_candidates(int count, int dimension)
    {
        var index = Filled(count, dimension, out var vectors);
        var random = new Random(11);
        for (var q = 0; q < 20; q++)
        {
            var query = Vector(random, dimension);
            var best = Enumerable.Range(0, count).OrderByDescending(i => VectorCode.Exact(vectors[i], query)).Take(10).Select(i => (long)i + 1).ToList();
            var found = index.Scan(new MemoryProbe { Vector = query, Pool = 10 });
            Assert.Subset(found.Candidates.Select(c => c.Entry.Number).ToHashSet(), best.ToHashSet());
            Assert.True(count < 1000 || found.Candidates.Count < count / 4, $"{found.Candidates.Count} of {count} would have to be looked at.");
        }
    }

    [Fact]
    public void Scan_has_the_true_best_where_all_vectors_lie_close_together()
    {
        var random = new Random(3);
        var index = new MemoryIndex(Model);
        var (centre, vectors) = (Vector(random, 64), new List<float[]>());
        for (var i = 0; i < 1200; i++)
        {
            var noise = Vector(random, 64);
            vectors.Add(VectorCode.Unit([.. centre.Select((c, d) => c + 0.01f * noise[d])])!);
            index.Add(Entry(i + 1), "same");
            index.SetVector(i + 1, vectors[i]);
        }

        var best = Enumerable.Range(0, 1200).OrderByDescending(i => VectorCode.Exact(vectors[i], centre)).Take(10).Select(i => (long)i + 1).ToHashSet();
        Assert.Subset(index.Scan(new MemoryProbe { Vector = centre, Pool = 10 }).Candidates.Select(c => c.Entry.Number).ToHashSet(), best);
    }

    [Fact]
    public void Products_of_codes_lie_within_their_bound_of_the_exact_ones()
    {
        var random = new Random(5);
        for (var round = 0; round < 300; round++)
        {
            var dimension = random.Next(1, 700);
            var (a, q) = (Vector(random, dimension), Vector(random, dimension));
            var codes = new sbyte[VectorCode.Stride(dimension)];
            VectorCode.Encode(a, codes, out var scale, out var residual);
            var query = VectorCode.EncodeQuery(q, out var queryScale, out var queryResidual);
            Assert.InRange(VectorCode.Dot(codes, query) * scale * queryScale - VectorCode.Exact(a, q), -VectorCode.Bound(residual, queryResidual), VectorCode.Bound(residual, queryResidual));
        }
    }

    [Fact]
    public void A_memory_without_a_vector_is_found_by_its_words_and_is_pending()
    {
        var index = new MemoryIndex(Model);
        index.Add(Entry(1), "The kettle sings");
        index.Add(Entry(2), "Rain on the roof");
        Assert.Equal(1, Assert.Single(index.Scan(new MemoryProbe { Text = "kettle?" }).Candidates).Entry.Number);
        Assert.Equal(2, index.Pending);
        Assert.Equal([2, 1], index.NextPending(5));
    }

    [Fact]
    public void Words_score_by_rarity_count_and_length()
    {
        var index = new MemoryIndex();
        index.Add(Entry(1), "the kettle");
        index.Add(Entry(2), "the rain the rain the rain");
        index.Add(Entry(3), "the kettle and much else that was said at length about nothing");
        var found = index.Scan(new MemoryProbe { Text = "the kettle" }).Candidates.OrderByDescending(c => c.Lexical).Select(c => c.Entry.Number);
        Assert.Equal([1, 3, 2], found);
        Assert.All(index.Scan(new MemoryProbe { Text = "the kettle" }).Candidates, c => Assert.InRange(c.Lexical, 0.0001, 1));
    }

    [Fact]
    public void Scan_leaves_out_other_kinds_times_and_what_is_forgotten()
    {
        var index = new MemoryIndex();
        index.Add(Entry(1, "post", 1000), "tea");
        index.Add(Entry(2, "core", 2000), "tea");
        index.Add(Entry(3, "post", 3000), "tea");
        index.Add(Entry(4, "post", 4000), "tea");
        Assert.True(index.Forget(4));
        Assert.False(index.Forget(4));
        var probe = new MemoryProbe { Text = "tea", Kind = "post", Since = DateTimeOffset.FromUnixTimeMilliseconds(2500) };
        Assert.Equal(3, Assert.Single(index.Scan(probe).Candidates).Entry.Number);
        Assert.Equal(1, Assert.Single(index.Scan(probe with { Since = null, Until = DateTimeOffset.FromUnixTimeMilliseconds(3000) }).Candidates).Entry.Number);
    }

    [Fact]
    public void A_full_block_is_stored_and_read_back_with_the_same_answers()
    {
        var index = Filled(1500, 128, out _);
        index.Forget(10);
        var draft = index.NextBlock()!;
        Assert.Equal((1, 1024, 1023), (draft.First, draft.Last, draft.Count));
        Assert.Null(index.NextBlock());

        var read = new MemoryIndex(Model);
        read.KnowDimension(128);
        Assert.True(read.AddBlock(draft.Model, draft.Body));
        var query = Vector(new Random(1), 128);
        foreach (var probe in new[] { new MemoryProbe { Vector = query, Pool = 20 }, new MemoryProbe { Text = "word5", Pool = 20 } })
        {
            var before = index.Scan(probe).Candidates.Where(c => c.Entry.Number <= 1024).OrderByDescending(c => c.Vector ?? c.Lexical).ThenBy(c => c.Entry.Number).Take(5).Select(c => c.Entry.Number);
            var after = read.Scan(probe).Candidates.OrderByDescending(c => c.Vector ?? c.Lexical).ThenBy(c => c.Entry.Number).Take(5).Select(c => c.Entry.Number);
            Assert.Equal(before, after);
        }

        Assert.Equal(0, read.Pending);
        draft.Failed();
        Assert.NotNull(index.NextBlock());
    }

    [Fact]
    public void A_damaged_block_is_refused()
    {
        var body = Filled(1024, 32, out _).NextBlock()!.Body;
        Assert.False(new MemoryIndex(Model).AddBlock(Model, body.AsSpan(0, body.Length - 1)));
        Assert.False(new MemoryIndex(Model).AddBlock(Model, []));
        body[0] ^= 1;
        Assert.False(new MemoryIndex(Model).AddBlock(Model, body));
    }

    [Fact]
    public void Another_model_makes_all_memories_want_vectors_again()
    {
        var index = Filled(1100, 32, out _);
        index.SwitchModel("other");
        Assert.Equal(1100, index.Pending);
        Assert.Empty(index.Scan(new MemoryProbe { Vector = Vector(new Random(1), 32) }).Candidates);
        Assert.NotNull(index.SetVector(1, Vector(new Random(2), 48)));
        Assert.Null(index.SetVector(2, Vector(new Random(2), 32)));
        Assert.Equal(1099, index.Pending);
    }

    [Fact]
    public void A_block_of_another_model_keeps_its_words_and_wants_vectors()
    {
        var draft = Filled(1024, 32, out _).NextBlock()!;
        var index = new MemoryIndex("newer");
        Assert.True(index.AddBlock(draft.Model, draft.Body));
        Assert.Equal(1024, index.Pending);
        Assert.NotEmpty(index.Scan(new MemoryProbe { Text = "word5" }).Candidates);
    }

    [Fact]
    public void A_vector_without_direction_is_not_asked_for_again()
    {
        var index = new MemoryIndex(Model);
        index.Add(Entry(1), "!!!");
        Assert.Empty(index.SetVector(1, new float[16])!);
        Assert.Equal(0, index.Pending);
    }

    [Fact]
    public void Recalls_are_known_and_added_to()
    {
        var index = new MemoryIndex();
        index.Add(Entry(1), "tea");
        index.KnowAccesses(1, 4, 1000);
        index.Touch(1, DateTimeOffset.FromUnixTimeMilliseconds(5000), 1);
        Assert.Equal((5, 5000), (index.Scan(new MemoryProbe { Text = "tea" }).Candidates[0].Entry.Accesses, index.Scan(new MemoryProbe { Text = "tea" }).Candidates[0].Entry.LastAccess));
    }
}
