using FsCheck.Fluent;
using FsCheck;
using PuppetEngine.Engine.Trading;
using PuppetEngine.Grains.Abstractions.Trading;
using static PuppetEngine.Tests.Engine.Trading.Deals;

namespace PuppetEngine.Tests.Engine.Trading;

public sealed class TradeLedgerTests
{
    private static TradeIntent Intent(string from, string to) => new() { InputMint = from, OutputMint = to, InputUnits = 1, SlippageBps = 50, Proposer = "dca" };

    private static TradeReceipt Receipt(ulong spent, ulong received, ulong fee = 5_000, ulong rent = 0, ulong worth = 0, string? error = null) =>
        new() { Signature = "s", Slot = 1, SpentUnits = spent, ReceivedUnits = received, FeeLamports = fee, RentLamports = rent, WorthLamports = worth, Error = error };

    [Fact]
    public void Enter_averages_purchases_and_takes_their_share_with_a_sale()
    {
        var ledger = TradeLedger.Empty
            .Enter(Intent(Mints.Sol, Token), Receipt(1_000_000, 100, fee: 5_000, rent: 2_039_280))
            .Enter(Intent(Mints.Sol, Token), Receipt(3_000_000, 100, fee: 5_000));
        Assert.Equal(new Position(Token, 200, 4_010_000), ledger[Token]);
        Assert.Equal(2_005_000UL, ledger.Basis(Token, 100));
        Assert.Null(ledger.Basis(Token, 201));
        var sold = ledger.Enter(Intent(Token, Mints.Sol), Receipt(50, 2_000_000, fee: 5_000));
        Assert.Equal(new Position(Token, 150, 3_007_500), sold[Token]);
        Assert.Equal((2_000_000 - 1_002_500 - 5_000, 15_000UL, 2_039_280UL, 3L), (sold.RealisedLamports, sold.FeeLamports, sold.RentLamports, sold.Settled));
    }

    [Fact]
    public void Enter_of_a_failure_loses_its_fee_only()
    {
        var ledger = TradeLedger.Empty.Enter(Intent(Mints.Sol, Token), Receipt(0, 0, fee: 25_000, error: "custom 6001"));
        Assert.Equal((-25_000L, 25_000UL, 1L, 0L), (ledger.RealisedLamports, ledger.FeeLamports, ledger.Failed, ledger.Settled));
        Assert.Empty(ledger.Positions);
    }

    [Fact]
    public void Enter_of_a_sale_of_what_trades_never_brought_costs_nothing()
    {
        var ledger = TradeLedger.Empty.Enter(Intent(Token, Mints.Sol), Receipt(1_000, 700_000));
        Assert.Equal(695_000, ledger.RealisedLamports);
        Assert.Empty(ledger.Positions);
    }

    /// <summary>Realised less the cost of what is held is what the trades did to the wallet's SOL, its locked rent counted back, to the lamport.</summary>
    [Fact]
    public void Realised_and_costs_add_up_to_the_change_of_sol()
    {
        string[] mints = [Mints.Sol, Mints.Usdc, Token];
        var trades = Gen.Choose(0, 2).Zip(Gen.Choose(1, 2)).Zip(Gen.Choose(0, 2_000_000_000)).Zip(Gen.Choose(0, 2_000_000_000)).Zip(Gen.Choose(0, 9)).ListOf(40);
        Prop.ForAll(trades.ToArbitrary(), drawn =>
        {
            var (ledger, sol) = (TradeLedger.Empty, 0L);
            foreach (var ((((from, step), spent), received), kind) in drawn)
            {
                var (input, output) = (mints[from], mints[(from + step) % 3]);
                var receipt = Receipt((ulong)spent, (ulong)received, fee: 5_000 + (ulong)kind, rent: kind == 0 ? 2_039_280UL : 0, worth: (ulong)received / 7, error: kind == 9 ? "failed" : null);
                receipt = receipt.Error is null ? receipt : receipt with { SpentUnits = 0, ReceivedUnits = 0 };
                ledger = ledger.Enter(Intent(input, output), receipt);
                sol += (output == Mints.Sol ? (long)receipt.ReceivedUnits : 0) - (input == Mints.Sol ? (long)receipt.SpentUnits : 0) - (long)receipt.FeeLamports - (long)receipt.RentLamports;
            }

            return ledger.RealisedLamports - ledger.Positions.Sum(p => (long)p.CostLamports) == sol + (long)ledger.RentLamports;
        }).Check();
    }
}
