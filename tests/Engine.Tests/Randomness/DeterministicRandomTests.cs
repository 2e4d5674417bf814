using PuppetEngine.Engine.Randomness;

namespace PuppetEngine.Tests.Engine.Randomness;

public sealed class DeterministicRandomTests
{
    [Fact]
    public void SplitMix64_gives_the_known_answers()
    {
        // The reference sequence for the seed 1234567.
        var state = 1234567UL;
        ulong[] answers = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];
        Assert.Equal(answers, answers.Select(_ => DeterministicRandom.SplitMix64(ref state)));
    }

    [Fact]
    public void Xoshiro256_gives_the_known_answers()
    {
        // The published test vector for the state 1, 2, 3, 4.
        var sut = new DeterministicRandom(1, 2, 3, 4);
        ulong[] answers = [11520, 0, 1509978240, 1215971899390074240, 1216172134540287360, 607988272756665600];
        Assert.Equal(answers, answers.Select(_ => sut.NextUInt64()));
    }

    [Fact]
    public void NextDouble_stays_in_its_range_and_is_even()
    {
        var sut = new DeterministicRandom(7);
        var numbers = Enumerable.Range(0, 20_000).Select(_ => sut.NextDouble()).ToList();
        Assert.All(numbers, number => Assert.InRange(number, 0, 0.9999999999999999));
        Assert.InRange(numbers.Average(), 0.49, 0.51);
    }

    [Fact]
    public void For_gives_each_index_and_purpose_numbers_of_its_own()
    {
        var first = Enumerable.Range(0, 1000).Select(i => DeterministicRandom.For(5, i, "due").NextUInt64());
        var other = Enumerable.Range(0, 1000).Select(i => DeterministicRandom.For(5, i, "first").NextUInt64());
        Assert.Equal(2000, first.Concat(other).Distinct().Count());
        Assert.Equal(DeterministicRandom.For(5, 9, "due").NextUInt64(), DeterministicRandom.For(5, 9, "due").NextUInt64());
    }

    [Fact]
    public void Permutation_holds_each_number_once()
    {
        var order = new DeterministicRandom(3).Permutation(50);
        Assert.Equal(Enumerable.Range(0, 50), order.Order());
        Assert.NotEqual(Enumerable.Range(0, 50), order);
    }
}
