using System.Numerics;
using FsCheck.Fluent;
using FsCheck;
using PuppetEngine.Engine.Trading;
using PuppetEngine.Grains.Abstractions.Trading;

namespace PuppetEngine.Tests.Engine.Trading;

public sealed class LamportsTests
{
    [Theory]
    [InlineData("0.1", 100_000_000UL)]
    [InlineData("0.000000001", 1UL)]
    [InlineData("0.0000000019", 1UL)]
    [InlineData("0", 0UL)]
    [InlineData("18446744073.709551615", ulong.MaxValue)]
    public void FromSol_is_exact_and_cuts_what_is_too_fine(string sol, ulong lamports) =>
        Assert.Equal(lamports, Lamports.FromSol(decimal.Parse(sol, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("-0.1")]
    [InlineData("18446744073.709551616")]
    public void FromSol_refuses_what_does_not_fit(string sol) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Lamports.FromSol(decimal.Parse(sol, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Worth_of_a_dollar_at_three_dollars_a_sol_is_a_third_of_it_rounded_against_us()
    {
        Assert.Equal(333_333_334UL, Lamports.WorthUp(1_000_000, 6, 1, 3));
        Assert.Equal(333_333_333UL, Lamports.WorthDown(1_000_000, 6, 1, 3));
    }

    [Fact]
    public void Worth_that_does_not_fit_is_the_largest_number() => Assert.Equal(ulong.MaxValue, Lamports.WorthUp(ulong.MaxValue, 0, decimal.MaxValue, 0.000001m));

    /// <summary>Against fractions of integers: <c>units · usd / 10^decimals / solUsd · 10^9</c>.</summary>
    [Fact]
    public void Worth_lies_within_one_lamport_of_the_exact_value_on_its_side()
    {
        var cases = Gen.Choose(0, int.MaxValue).Select(u => (ulong)u * 4_294_967_291UL % 100_000_000_000UL)
            .Zip(Gen.Choose(0, 9)).Zip(Gen.Choose(1, 1_000_000)).Zip(Gen.Choose(1, 50_000));
        Prop.ForAll(cases.ToArbitrary(), drawn =>
        {
            var (((units, decimals), micros), cents) = drawn;
            var over = new BigInteger(units) * micros * BigInteger.Pow(10, 9) * 100;
            var under = BigInteger.Pow(10, decimals) * 1_000_000 * cents;
            var (up, down) = (Lamports.WorthUp(units, decimals, micros / 1_000_000m, cents / 100m), Lamports.WorthDown(units, decimals, micros / 1_000_000m, cents / 100m));
            return down * under <= over && over < (down + BigInteger.One) * under && up * under >= over && (up == 0 || (up - BigInteger.One) * under < over);
        }).Check();
    }

    [Fact]
    public void Sum_stays_at_the_largest_number() => Assert.Equal(ulong.MaxValue, Lamports.Sum(ulong.MaxValue - 1, 1, 1));

    [Fact]
    public void Show_reads_as_people_write_it() => Assert.Equal(("0.02 SOL", "1 SOL", "0.000000001 SOL"), (Lamports.Show(20_000_000), Lamports.Show(1_000_000_000), Lamports.Show(1)));
}
