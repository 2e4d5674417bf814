using PuppetEngine.Providers.Solana.Inspection;
using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Transactions;

namespace PuppetEngine.Tests.Providers.Solana.Inspection;

/// <summary>Swaps in the shapes of all eight routes, that another client made, are accepted, and their facts are right.</summary>
public sealed class SwapInspectionTests
{
    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, RouteVector.All.Count)];

    [Fact]
    public void There_are_a_hundred_swaps_and_more_of_every_route()
    {
        Assert.True(RouteVector.All.Count >= 100);
        Assert.Equal(8, RouteVector.All.Select(route => route.Kind).Distinct().Count());
        Assert.Contains(RouteVector.All, route => route.Tables.Count == 2 && SolanaTransaction.Parse(route.Transaction).Message.Lookups.Length == 2);
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Inspect_accepts_a_genuine_swap_and_says_what_it_can_do(int number)
    {
        var route = RouteVector.All[number];

        var result = route.Inspect();

        Assert.Empty(result.Refusals);
        var facts = result.Facts!;
        Assert.Equal(route.Kind, facts.Route);
        Assert.Equal(ulong.Parse(route.PriorityFee), facts.PriorityFee);
        Assert.Equal(route.Tip, facts.Tip);
        Assert.Equal(5000UL, facts.SignatureFee);
        Assert.Equal(route.Created.Distinct(), facts.CreatedAccounts.Select(a => a.ToString()));
        Assert.Equal((route.ExactOut ? null : route.InAmount, route.ExactOut ? route.OutAmount : null), (route.ExactOut ? null : facts.MaximumIn.ToString(), route.ExactOut ? facts.MinimumOut.ToString() : null));
    }

    [Fact]
    public void Bounds_follow_from_the_quote_and_the_slippage()
    {
        var quote = RouteVector.All[0].Expectation with { InAmount = 1001, OutAmount = 2001, SlippageBasisPoints = 50 };

        Assert.Equal((1001UL, 1990UL), (quote.MaximumIn, quote.MinimumOut));
        Assert.Equal((1007UL, 2001UL), ((quote with { Mode = SwapMode.ExactOut }).MaximumIn, (quote with { Mode = SwapMode.ExactOut }).MinimumOut));
        Assert.Equal(ulong.MaxValue, (quote with { Mode = SwapMode.ExactOut, InAmount = ulong.MaxValue }).MaximumIn);
    }

    [Fact]
    public void Every_flipped_bit_is_refused_or_means_the_same()
    {
        foreach (var route in RouteVector.All.Where((_, i) => i % 40 == 7))
        {
            var (bytes, expectation, tables) = (route.Bytes, route.Expectation, route.LookupTables);
            var original = Facts(SwapInspection.Inspect(bytes, expectation, tables, tables));
            for (var bit = 65 * 8; bit < bytes.Length * 8; bit++)
            {
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                var result = SwapInspection.Inspect(bytes, expectation, tables, tables);
                Assert.True(!result.IsAccepted || Facts(result) == original, $"{route.Kind}, bit {bit}");
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }

        // Prices below the maximum cost less; everything else binds.
        static string Facts(SwapInspectionResult result) => $"{result.Facts!.Route} {result.Facts.MaximumIn} {result.Facts.MinimumOut} {string.Join(',', result.Facts.CreatedAccounts)}";
    }

    [Theory]
    [InlineData("", SwapRefusalCodes.Malformed)]
    [InlineData("AAAA", SwapRefusalCodes.Malformed)]
    public void Inspect_refuses_what_is_no_transaction(string base64, string code)
    {
        var route = RouteVector.All[0];

        var result = SwapInspection.Inspect(Convert.FromBase64String(base64), route.Expectation, [], []);

        Assert.False(result.IsAccepted);
        Assert.Equal(code, Assert.Single(result.Refusals).Code);
    }

    [Fact]
    public void Inspect_wants_every_lookup_table_from_two_endpoints_that_agree()
    {
        var route = RouteVector.All.First(route => SolanaTransaction.Parse(route.Transaction).Message.Lookups.Length > 0);
        var tables = route.LookupTables;
        var used = SolanaTransaction.Parse(route.Transaction).Message.Lookups[0].Table;
        List<AddressLookupTable> swapped = [.. tables.Select(t => t.Key == used ? t with { Addresses = t.Addresses.SetItem(0, new PublicKey(new byte[32])) } : t)];
        List<AddressLookupTable> cut = [.. tables.Select(t => t.Key == used ? t with { Addresses = [] } : t)];

        Assert.Equal(SwapRefusalCodes.LookupTableDisagreement, Code(tables, swapped));
        Assert.Equal(SwapRefusalCodes.LookupTableMissing, Code(tables, []));
        Assert.Equal(SwapRefusalCodes.LookupTableMissing, Code([], tables));
        Assert.Equal(SwapRefusalCodes.LookupTableMissing, Code(cut, cut));

        string Code(List<AddressLookupTable> here, List<AddressLookupTable> there) =>
            Assert.Single(SwapInspection.Inspect(route.Bytes, route.Expectation, here, there).Refusals).Code;
    }
}
