using PuppetEngine.Engine.Social;

namespace PuppetEngine.Tests.Engine.Social;

public sealed class PieceTableTests
{
    private readonly PieceTable _sut = new();

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void It_knows_what_a_dictionary_of_counts_knows_whatever_is_added_and_removed(int seed)
    {
        var random = new Random(seed);
        var model = new Dictionary<ulong, int>();
        // Few enough to meet again, some of them neighbours, none as often as would never be forgotten.
        var hashes = Enumerable.Range(0, 400).Select(i => i % 4 == 0 ? (ulong)i : (ulong)random.NextInt64(1L << 60)).ToArray();
        for (var step = 0; step < 20_000; step++)
        {
            var hash = hashes[random.Next(hashes.Length)];
            var count = model.GetValueOrDefault(hash);
            if (random.Next(100) < (step < 10_000 ? 60 : 40) && count < 14)
            {
                _sut.Add(hash);
                model[hash] = count + 1;
            }
            else if (count > 0 || random.Next(10) == 0)
            {
                _sut.Remove(hash);
                model[hash] = Math.Max(0, count - 1);
            }

            if (step % 500 == 0)
            {
                Assert.All(hashes, known => Assert.Equal(model.GetValueOrDefault(known) > 0, _sut.Contains(known)));
            }
        }

        foreach (var (hash, count) in model)
        {
            for (var i = 0; i < count; i++)
            {
                _sut.Remove(hash);
            }
        }

        Assert.True(_sut.IsEmpty);
    }

    [Fact]
    public void A_great_number_is_found_and_nothing_else()
    {
        var random = new Random(9);
        var hashes = Enumerable.Range(0, 50_000).Select(_ => (ulong)random.NextInt64(1L << 60)).ToArray();
        Array.ForEach(hashes, _sut.Add);
        Assert.All(hashes, hash => Assert.True(_sut.Contains(hash)));
        Assert.All(Enumerable.Range(0, 50_000), _ => Assert.False(_sut.Contains((ulong)random.NextInt64(1L << 60))));
    }

    [Fact]
    public void Zero_is_a_hash_like_others()
    {
        Assert.False(_sut.Contains(0));
        _sut.Add(0);
        Assert.True(_sut.Contains(0));
        _sut.Remove(0);
        Assert.True(!_sut.Contains(0) && _sut.IsEmpty);
    }

    [Fact]
    public void What_stood_fifteen_times_is_never_forgotten_for_nobody_counts_further()
    {
        for (var i = 0; i < 40; i++)
        {
            _sut.Add(7);
        }

        for (var i = 0; i < 40; i++)
        {
            _sut.Remove(7);
        }

        Assert.True(_sut.Contains(7));
    }
}
