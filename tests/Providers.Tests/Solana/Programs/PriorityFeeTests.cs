using PuppetEngine.Providers.Solana.Programs;

namespace PuppetEngine.Tests.Providers.Solana.Programs;

public sealed class PriorityFeeTests
{
    [Theory]
    [InlineData(20_000u, 1_000_000ul, 20_000ul)]
    [InlineData(200_000u, 1ul, 1ul)]
    [InlineData(200_000u, 5ul, 1ul)]
    [InlineData(200_000u, 6ul, 2ul)]
    [InlineData(0u, 7ul, 0ul)]
    [InlineData(1_400_000u, ulong.MaxValue, ulong.MaxValue)]
    public void Lamports_are_rounded_up(uint limit, ulong price, ulong lamports)
    {
        Assert.Equal(lamports, PriorityFee.Lamports(limit, price));
    }

    [Fact]
    public void HighestPrice_keeps_the_fee_within_the_maximum_and_no_higher_one_does()
    {
        foreach (var limit in (uint[])[1, 3, 200_000, 212_345, 1_400_000])
        {
            foreach (var maximum in (ulong[])[0, 1, 999_999, 1_000_000])
            {
                var price = PriorityFee.HighestPrice(limit, maximum);
                Assert.True(PriorityFee.Lamports(limit, price) <= maximum);
                Assert.True(PriorityFee.Lamports(limit, price + 1) > maximum);
            }
        }

        Assert.Equal(0UL, PriorityFee.HighestPrice(0, 5));
    }

    [Theory]
    [InlineData(0ul, 0u)]
    [InlineData(1ul, 2u)]
    [InlineData(100_000ul, 110_000u)]
    [InlineData(1_399_999ul, 1_400_000u)]
    [InlineData(ulong.MaxValue, 1_400_000u)]
    public void LimitFor_gives_a_tenth_more(ulong used, uint limit)
    {
        Assert.Equal(limit, PriorityFee.LimitFor(used));
    }

    [Fact]
    public void Percentile_is_the_nearest_rank()
    {
        ulong[] recent = [50, 15, 40, 20, 35];

        Assert.Equal([15UL, 20, 20, 35, 50], new[] { 5, 30, 40, 50, 100 }.Select(percent => PriorityFee.Percentile(recent, percent)));
        Assert.Equal(0UL, PriorityFee.Percentile([], 75));
        Assert.Throws<ArgumentOutOfRangeException>(() => PriorityFee.Percentile(recent, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => PriorityFee.Percentile(recent, 101));
    }
}
