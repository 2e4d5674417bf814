using FsCheck.Fluent;
using FsCheck;
using PuppetEngine.Engine.Trading;
using PuppetEngine.Grains.Abstractions.Trading;
using static PuppetEngine.Grains.Abstractions.Trading.TradeStage;
using static PuppetEngine.Tests.Engine.Trading.Deals;

namespace PuppetEngine.Tests.Engine.Trading;

public sealed class TradeMachineTests
{
    private static readonly TradeReceipt Receipt = new() { Signature = "s1", Slot = 7, SpentUnits = 1, ReceivedUnits = 2, FeeLamports = 5_000 };

    private static Trade At(TradeStage stage) => stage switch
    {
        Planned => Deals.Intended(),
        Held => TradeMachine.Hold(Deals.Intended(), Buy(), TradeLimits.Default, Noon),
        Signed => TradeMachine.Sign(Deals.Intended(), Buy(), Signature("s1"), Noon),
        Landed => Read(At(Signed), SignatureFate.Landed),
        Unknown => Read(At(Signed), SignatureFate.Contradicted),
        Settling => Read(At(Signed), SignatureFate.Done),
        Settled => TradeMachine.Settle(At(Settling), Receipt, Noon),
        Failed => TradeMachine.Settle(At(Settling), Receipt with { Error = "custom 6001" }, Noon),
        Refused => TradeMachine.Refuse(Deals.Intended(), [], Noon),
        Cancelled => TradeMachine.Cancel(Deals.Intended(), "rejected", "", Noon),
        _ => TradeMachine.Record(Deals.Intended(), Buy(), Noon),
    };

    private static Trade Read(Trade trade, SignatureFate fate, DateTimeOffset? now = null, bool stopped = false) => TradeMachine.Read(trade, fate, stopped, now ?? Noon);

    private static readonly Dictionary<string, (Func<Trade, Trade> Take, (TradeStage From, TradeStage To)[] Leads)> Steps = new()
    {
        ["defer"] = (t => TradeMachine.Defer(t, [], TimeSpan.FromSeconds(15), Noon), [(Planned, Planned)]),
        ["refuse"] = (t => TradeMachine.Refuse(t, [], Noon), [(Planned, Refused)]),
        ["hold"] = (t => TradeMachine.Hold(t, Buy(), TradeLimits.Default, Noon), [(Planned, Held)]),
        ["approve"] = (t => TradeMachine.Approve(t, "ops", Noon), [(Held, Planned)]),
        ["cancel"] = (t => TradeMachine.Cancel(t, "rejected", "", Noon), [(Planned, Cancelled), (Held, Cancelled)]),
        ["record"] = (t => TradeMachine.Record(t, Buy(), Noon), [(Planned, DryRun)]),
        ["sign"] = (t => TradeMachine.Sign(t, Buy(), Signature("s9"), Noon), [(Planned, Signed)]),
        ["send"] = (t => TradeMachine.BeginSend(t, Noon), [(Signed, Signed), (Landed, Landed)]),
        ["read: open"] = (t => Read(t, SignatureFate.Open), [(Signed, Signed), (Landed, Signed), (Unknown, Unknown)]),
        ["read: landed"] = (t => Read(t, SignatureFate.Landed), [(Signed, Landed), (Landed, Landed), (Unknown, Unknown)]),
        ["read: done"] = (t => Read(t, SignatureFate.Done), [(Signed, Settling), (Landed, Settling), (Unknown, Settling)]),
        ["read: failed"] = (t => Read(t, SignatureFate.Failed), [(Signed, Settling), (Landed, Settling), (Unknown, Settling)]),
        ["read: dead"] = (t => Read(t, SignatureFate.Dead), [(Signed, Planned), (Landed, Planned), (Unknown, Failed)]),
        ["read: contradicted"] = (t => Read(t, SignatureFate.Contradicted), [(Signed, Unknown), (Landed, Unknown), (Unknown, Unknown)]),
        ["settle"] = (t => TradeMachine.Settle(t, Receipt, Noon), [(Settling, Settled)]),
        ["resolve: landed"] = (t => TradeMachine.Resolve(t, true, Noon), [(Unknown, Settling)]),
        ["resolve: not landed"] = (t => TradeMachine.Resolve(t, false, Noon), [(Unknown, Failed)]),
    };

    public static TheoryData<TradeStage, string> All => [.. Enum.GetValues<TradeStage>().SelectMany(stage => Steps.Keys.Select(step => (stage, step)))];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_step_leads_from_every_stage_where_the_table_says_or_nowhere(TradeStage stage, string step)
    {
        var (take, leads) = Steps[step];
        var trade = At(stage);
        Assert.Equal(stage, trade.Stage);
        if (leads.FirstOrDefault(l => l.From == stage) is var lead && leads.Any(l => l.From == stage))
        {
            Assert.Equal(lead.To, take(trade).Stage);
        }
        else
        {
            Assert.Throws<TradeTransitionException>(() => take(trade));
        }
    }

    [Theory]
    [InlineData(Planned, false, TradeStep.Propose)]
    [InlineData(Planned, true, TradeStep.GiveUp)]
    [InlineData(Held, false, TradeStep.Wait)]
    [InlineData(Held, true, TradeStep.GiveUp)]
    [InlineData(Signed, false, TradeStep.Send)]
    [InlineData(Signed, true, TradeStep.Read)]
    [InlineData(Landed, false, TradeStep.Send)]
    [InlineData(Settling, true, TradeStep.Settle)]
    [InlineData(Unknown, false, TradeStep.Wait)]
    [InlineData(Settled, false, TradeStep.Wait)]
    public void Next_sends_and_signs_nothing_while_everything_is_stopped(TradeStage stage, bool stopped, TradeStep expected) =>
        Assert.Equal(expected, TradeMachine.Next(At(stage), stopped, Noon.AddSeconds(1) is var now && stage == Signed && stopped ? now.AddSeconds(9) : now));

    [Fact]
    public void Next_sends_and_reads_in_turns_of_two_seconds()
    {
        var sent = TradeMachine.BeginSend(At(Signed), Noon);
        Assert.Equal(TradeStep.Read, TradeMachine.Next(sent, false, Noon));
        var read = Read(sent, SignatureFate.Open);
        Assert.Equal(TradeStep.Wait, TradeMachine.Next(read, false, Noon.AddSeconds(1.9)));
        Assert.Equal(TradeStep.Send, TradeMachine.Next(read, false, Noon.AddSeconds(2)));
    }

    [Theory]
    [InlineData(false, 1, Planned, "")]
    [InlineData(true, 1, Failed, TradeMachine.Killed)]
    [InlineData(false, 3, Failed, TradeMachine.NotLanded)]
    public void Read_of_a_death_leads_to_another_signature_only_while_nothing_forbids_it(bool stopped, int signatures, TradeStage expected, string verdict)
    {
        var trade = At(Signed);
        for (var n = 1; n < signatures; n++)
        {
            trade = TradeMachine.Sign(Read(trade, SignatureFate.Dead), Buy(), Signature($"s{n + 1}"), Noon);
        }

        var dead = Read(trade, SignatureFate.Dead, stopped: stopped);
        Assert.Equal((expected, verdict, null, signatures), (dead.Stage, dead.Verdict, dead.Signed, dead.Dead.Length));
    }

    [Fact]
    public void Read_of_a_death_after_the_intent_expired_ends_it() =>
        Assert.Equal(Failed, Read(At(Signed), SignatureFate.Dead, Noon + TradeMachine.Life).Stage);

    [Fact]
    public void Read_without_a_word_for_five_minutes_leaves_it_unknown_and_reads_on()
    {
        Assert.Equal(Signed, Read(At(Signed), SignatureFate.Open, Noon.AddMinutes(4.9)).Stage);
        var unknown = Read(At(Signed), SignatureFate.Open, Noon.AddMinutes(5));
        Assert.Equal((Unknown, TradeMachine.NoWord), (unknown.Stage, unknown.Verdict));
        Assert.Equal(TradeStep.Wait, TradeMachine.Next(unknown, false, Noon.AddMinutes(5.9)));
        Assert.Equal(TradeStep.Read, TradeMachine.Next(unknown, false, Noon.AddMinutes(6)));
    }

    [Fact]
    public void Sign_uses_the_approval_up()
    {
        var approved = TradeMachine.Approve(At(Held), "ops", Noon);
        Assert.NotNull(approved.Asked);
        var signed = TradeMachine.Sign(approved, Buy(), Signature("s1"), Noon);
        Assert.Equal((null, null), (signed.Asked, signed.ApprovedBy));
    }

    [Theory]
    [InlineData(TradeMode.Live, false, TradeDecision.Sign)]
    [InlineData(TradeMode.Live, true, TradeDecision.Hold)]
    [InlineData(TradeMode.Review, false, TradeDecision.Hold)]
    [InlineData(TradeMode.DryRun, true, TradeDecision.Record)]
    public void Decision_follows_the_mode_and_the_threshold(TradeMode mode, bool needsApproval, TradeDecision expected)
    {
        var verdict = TradePolicy.Judge("e1", Buy(), FactsOf(Buy()), WalletBook.Empty, TradeLimits.Default, Noon) with { NeedsApproval = needsApproval };
        Assert.Equal(expected, TradeDecisions.Of(Deals.Intended(), Buy(), verdict, mode, Noon));
    }

    [Fact]
    public void Decision_takes_an_approval_for_terms_within_it_and_asks_again_for_worse()
    {
        var verdict = TradePolicy.Judge("e1", Buy(), FactsOf(Buy()), WalletBook.Empty, TradeLimits.Default, Noon) with { NeedsApproval = true };
        var approved = TradeMachine.Approve(At(Held), "ops", Noon);
        TradeDecision Decide(TradeTerms terms, DateTimeOffset? now = null) => TradeDecisions.Of(approved, terms, verdict, TradeMode.Live, now ?? Noon);
        Assert.Equal(TradeDecision.Sign, Decide(Buy()));
        Assert.Equal(TradeDecision.Sign, Decide(Buy() with { LeastUnits = Buy().LeastUnits + 1 }));
        Assert.Equal(1_980_000UL, approved.Asked!.LeastOutput);
        Assert.Equal(TradeDecision.Sign, Decide(Buy() with { LeastUnits = 1_980_000 }));
        Assert.Equal(TradeDecision.Hold, Decide(Buy() with { LeastUnits = 1_979_999 }));
        Assert.Equal(TradeDecision.Hold, Decide(Buy() with { InputUnits = Buy().InputUnits + 1 }));
        Assert.Equal(TradeDecision.Hold, Decide(Buy() with { OutputMint = Token }));
        Assert.Equal(TradeDecision.Hold, Decide(Buy() with { Wallet = "another" }));
        Assert.Equal(TradeDecision.Sign, Decide(Buy() with { Costs = Buy().Costs with { TipLamports = 980_000 } }));
        Assert.Equal(TradeDecision.Hold, Decide(Buy() with { Costs = Buy().Costs with { TipLamports = 980_001 } }));
        Assert.Equal(TradeDecision.Hold, Decide(Buy(), Noon + ApprovalTerms.Life));
    }

    [Fact]
    public void Decision_waits_for_what_passes_and_refuses_what_does_not()
    {
        TradeVerdict Found(params string[] codes) => new([.. codes.Select(c => new TradeFinding { Code = c, Detail = "x" })], null, false);
        Assert.Equal(TradeDecision.Defer, TradeDecisions.Of(Deals.Intended(), Buy(), Found(TradeCodes.Busy, TradeCodes.Stale), TradeMode.Live, Noon));
        Assert.Equal(TradeDecision.Refuse, TradeDecisions.Of(Deals.Intended(), Buy(), Found(TradeCodes.Busy, TradeCodes.DayCap), TradeMode.Live, Noon));
    }

    /// <summary>Over every sequence of steps: never two signatures of which neither is proved dead, and never more than three.</summary>
    [Fact]
    public void No_sequence_signs_anew_while_the_last_signature_may_land()
    {
        var names = Steps.Keys.Where(n => n != "sign").ToArray();
        Prop.ForAll(Gen.Choose(0, names.Length * 2).ListOf(80).ToArbitrary(), drawn =>
        {
            var trade = Deals.Intended();
            List<string> signed = [];
            foreach (var n in drawn)
            {
                try
                {
                    // Half of the draws try to sign: what is forbidden must be tried.
                    if (n >= names.Length)
                    {
                        trade = TradeMachine.Sign(trade, Buy(), Signature($"s{signed.Count}"), Noon);
                        signed.Add($"s{signed.Count}");
                    }
                    else
                    {
                        trade = Steps[names[n]].Take(trade);
                    }
                }
                catch (TradeTransitionException)
                {
                    continue;
                }

                if (signed.Count > TradeMachine.MostSignatures || signed.SkipLast(1).Any(s => !trade.Dead.Contains(s)))
                {
                    return false;
                }
            }

            return true;
        }).Check();
    }
}
