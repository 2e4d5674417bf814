using FsCheck.Fluent;
using FsCheck;
using PuppetEngine.Engine.Trading;
using PuppetEngine.Grains.Abstractions.Trading;
using static PuppetEngine.Tests.Engine.Trading.Deals;

namespace PuppetEngine.Tests.Engine.Trading;

public sealed class WalletMachineTests
{
    private static readonly BookEntry Entry = new() { TradeId = "e1", At = Noon, Lamports = 10_025_000, SolLamports = 10_025_000, PriorityLamports = 20_000 };
    private static readonly TradeReceipt Receipt = new() { Signature = "s1", Slot = 9, SpentUnits = 10_000_000, ReceivedUnits = 2_000_000, FeeLamports = 25_000 };

    private static WalletState With(params Trade[] trades) => trades.Aggregate(new WalletState(), (state, trade) => WalletMachine.Propose(state, trade)!);

    private static WalletState Signed(WalletState state, string id = "e1") =>
        WalletMachine.Step(state, TradeMachine.Sign(state.Open.Single(t => t.Id == id), Buy(), Signature($"sig-{id}"), Noon), Entry with { TradeId = id }, Noon);

    private static WalletState Read(WalletState state, SignatureFate fate, bool stopped = false) =>
        WalletMachine.Step(state, TradeMachine.Read(state.Open.Single(t => t.Signed is not null), fate, stopped, Noon), null, Noon);

    [Fact]
    public void Propose_takes_an_intent_once_and_only_so_many()
    {
        var state = With(Intended());
        Assert.Null(WalletMachine.Propose(state, Intended()));
        var full = With([.. Enumerable.Range(0, WalletMachine.MostOpen).Select(n => Intended($"t{n}"))]);
        Assert.Null(WalletMachine.Propose(full, Intended("one more")));
    }

    [Fact]
    public void A_trade_that_worked_is_counted_entered_and_told_in_one_change()
    {
        var settling = Read(Signed(With(Intended())), SignatureFate.Done);
        Assert.True(settling.Book.Find("e1") is { IsSigned: true, IsSettled: false, Lamports: 10_025_000 });
        var state = WalletMachine.Step(settling, TradeMachine.Settle(settling.Open[0], Receipt with { ReceivedUnits = 3 }, Noon), null, Noon);
        Assert.Empty(state.Open);
        Assert.True(state.Book.Find("e1") is { IsSettled: true, Lamports: 10_025_000, SolLamports: 0 });
        Assert.Equal(new Position(Mints.Usdc, 3, 10_025_000), state.Ledger[Mints.Usdc]);
        Assert.Equal([TradeStage.Planned, TradeStage.Signed, TradeStage.Settling, TradeStage.Settled], state.Untold.Select(t => t.Stage));
        Assert.Equal([TradeStage.Settled], WalletMachine.Told(state, 3).Untold.Select(t => t.Stage));
    }

    [Fact]
    public void A_trade_that_the_chain_undid_costs_its_fee_and_counts_as_a_trade()
    {
        var settling = Read(Signed(With(Intended())), SignatureFate.Failed);
        var state = WalletMachine.Step(settling, TradeMachine.Settle(settling.Open[0], Receipt with { Error = "custom 6001" }, Noon), null, Noon);
        Assert.Equal((25_000UL, 1), (state.Book.Day(Noon).Lamports, state.Book.Day(Noon).Trades));
        Assert.Equal((-25_000L, 1L), (state.Ledger.RealisedLamports, state.Ledger.Failed));
    }

    [Fact]
    public void A_transaction_that_died_gives_its_reservation_back_and_is_not_in_the_ledger()
    {
        var state = Read(Signed(With(Intended())), SignatureFate.Dead);
        Assert.Equal(TradeStage.Planned, Assert.Single(state.Open).Stage);
        Assert.Empty(state.Book.Entries);
        var stopped = Read(Signed(With(Intended())), SignatureFate.Dead, stopped: true);
        Assert.Empty(stopped.Open);
        Assert.Equal((0UL, 1), (stopped.Book.Day(Noon).Lamports, stopped.Book.Day(Noon).Trades));
        Assert.Equal(TradeLedger.Empty.Positions, stopped.Ledger.Positions);
    }

    [Fact]
    public void A_trade_in_doubt_stays_charged_and_holds_the_wallet_back()
    {
        var state = Read(Signed(With(Intended("e0"), Intended("e1")), "e0"), SignatureFate.Contradicted);
        Assert.Equal(10_025_000UL, state.Book.Day(Noon).Lamports);
        Assert.Null(WalletMachine.Next(state, _ => false, Noon.AddSeconds(30)));
        Assert.Equal(("e0", TradeStep.Read), WalletMachine.Next(state, _ => false, Noon.AddMinutes(1)) is { } next ? (next.Trade.Id, next.Step) : default);
        Assert.Equal(Noon.AddMinutes(1), WalletMachine.WakeAt(state, Noon));
    }

    [Fact]
    public void Next_works_on_one_signed_trade_before_any_intent_and_ends_what_is_stopped()
    {
        var state = With(Intended("e0"), Intended("e1"));
        Assert.Equal("e0", WalletMachine.Next(state, _ => false, Noon)!.Value.Trade.Id);
        var signed = Signed(state, "e1");
        Assert.Equal(("e1", TradeStep.Send), WalletMachine.Next(signed, _ => false, Noon) is { } next ? (next.Trade.Id, next.Step) : default);
        Assert.Equal(("e0", TradeStep.GiveUp), WalletMachine.Next(state, t => t.Id == "e0", Noon) is { } stop ? (stop.Trade.Id, stop.Step) : default);
    }

    [Fact]
    public void Step_refuses_a_signature_without_what_it_takes() =>
        Assert.Throws<InvalidOperationException>(() => WalletMachine.Step(With(Intended()), TradeMachine.Sign(Intended(), Buy(), Signature("s1"), Noon), null, Noon));

    /// <summary>However trades end: the ledger's fees are the receipts', what is open and signed is at most one, and what is counted of it is there.</summary>
    [Fact]
    public void No_sequence_loses_an_intent_or_counts_it_twice()
    {
        Prop.ForAll(Gen.Choose(0, 7).ListOf(60).ToArbitrary(), drawn =>
        {
            var (state, made, fees, now) = (new WalletState(), 0, 0UL, Noon);
            foreach (var what in drawn)
            {
                now = now.AddSeconds(1);
                if (what == 0 && WalletMachine.Propose(state, Intended($"t{made}") with { Expires = now.AddHours(1) }) is { } taken)
                {
                    (state, made) = (taken, made + 1);
                }
                else if (WalletMachine.Next(state, _ => what == 7, now) is { } next)
                {
                    (state, fees) = Take(state, next, what, fees, now);
                }

                var ended = state.Untold.Where(t => t.HasEnded).ToList();
                if (ended.Count + state.Open.Length != made || ended.DistinctBy(t => t.Id).Count() != ended.Count
                    || state.Open.Count(t => t.Signed is not null) > 1 || state.Ledger.FeeLamports != fees
                    || state.Open.Any(t => t.Signed is not null && state.Book.Find(t.Id) is not { IsSigned: true, IsSettled: false }))
                {
                    return false;
                }
            }

            return true;
        }).Check();
    }

    private static (WalletState State, ulong Fees) Take(WalletState state, (Trade Trade, TradeStep Step) next, int what, ulong fees, DateTimeOffset now)
    {
        var (trade, step) = next;
        var stepped = step switch
        {
            TradeStep.GiveUp => TradeMachine.Cancel(trade, TradeMachine.Killed, "", now),
            TradeStep.Propose when what == 1 => TradeMachine.Refuse(trade, [], now),
            TradeStep.Propose when what == 2 => TradeMachine.Hold(trade, Buy(), TradeLimits.Default, now),
            TradeStep.Propose => TradeMachine.Sign(trade, Buy(), Signature($"{trade.Id}-{trade.Dead.Length}", now), now),
            TradeStep.Send => TradeMachine.BeginSend(trade, now),
            TradeStep.Read => TradeMachine.Read(trade, (SignatureFate)(what % 6), what == 7, now),
            _ => TradeMachine.Settle(trade, Receipt with { Error = what % 2 == 0 ? "undone" : null }, now),
        };
        return (WalletMachine.Step(state, stepped, Entry with { TradeId = trade.Id, At = now }, now), fees + (stepped.Receipt?.FeeLamports ?? 0));
    }
}
