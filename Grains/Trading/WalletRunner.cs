using PuppetEngine.Engine.Trading;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Trading;

namespace PuppetEngine.Grains.Trading;

/// <summary>
/// Does a wallet's work, one step at a time. Between awaits it holds no mutable state: each step reads the snapshot, does one thing outside or
/// none, and commits against the trade's version that it began with.
/// </summary>
internal sealed partial class WalletRunner(string wallet, WalletStore store, WalletServices services)
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DeferFor = TimeSpan.FromSeconds(15);

    private readonly DateTimeOffset _begun = services.Time.GetUtcNow();

    private DateTimeOffset Now => services.Time.GetUtcNow();

    /// <summary>Works until nothing is due. Returns when to come back: null for when something changes.</summary>
    public async Task<DateTimeOffset?> RunAsync(CancellationToken token)
    {
        while (!store.IsLost)
        {
            token.ThrowIfCancellationRequested();
            if (!await store.TellAsync() || services.Refusal() is not null)
            {
                return Now + Retry;
            }

            var state = store.Current;
            if (state.Open.IsEmpty)
            {
                return null;
            }

            var traders = await TradersAsync(state);
            if (await KillAsync(token) is not { } kill)
            {
                return Now + Retry;
            }

            if (WalletMachine.Next(state, trade => Stops(kill, trade, traders), Now) is not { } next)
            {
                return WalletMachine.WakeAt(state, Now);
            }

            if (!await StepAsync(next.Trade, next.Step, kill, traders[next.Trade.AgentId], token))
            {
                return Now + TradeMachine.ReadEvery;
            }
        }

        return null;
    }

    /// <summary>One step; false where it is to be tried again in a moment.</summary>
    private async Task<bool> StepAsync(Trade trade, TradeStep step, KillSwitchState kill, TraderProfile trader, CancellationToken token)
    {
        switch (step)
        {
            case TradeStep.GiveUp:
                return await AdvanceAsync(trade, t => kill.Stops(t.AgentId, trader.Tags)
                    ? TradeMachine.Cancel(t, TradeMachine.Killed, "The kill switch is set.", Now)
                    : TradeMachine.Cancel(t, TradeMachine.Expired, "Its time was over before it was signed.", Now));
            case TradeStep.Propose:
                return await ProposeAsync(trade, kill, trader, token);
            case TradeStep.Send when trade.Signed!.At < _begun && !(trade.ReadAt >= _begun):
            case TradeStep.Read:
                // After a crash the chain is asked first.
                return await ReadAsync(trade, kill, trader, token);
            case TradeStep.Send:
                return await SendAsync(trade, trader, token);
            case TradeStep.Settle:
                return await SettleAsync(trade, token);
            default:
                return false;
        }
    }

    private async Task<bool> ProposeAsync(Trade trade, KillSwitchState kill, TraderProfile trader, CancellationToken token)
    {
        if (trader.Refusal.Length > 0 || trader.Wallet != trade.Wallet)
        {
            var reason = trader.Refusal.Length > 0 ? trader.Refusal : "The agent has another wallet by now.";
            return await AdvanceAsync(trade, t => TradeMachine.Refuse(t, [new TradeFinding { Code = TradeCodes.NoTrader, Detail = reason }], Now));
        }

        try
        {
            var offer = await services.Venue.OfferAsync(wallet, trade.Intent, token);
            var verdict = Judge(trade, offer, trader, store.Current);
            var decision = TradeDecisions.Of(trade, offer.Terms, verdict, trader.Mode, Now);
            if (decision == TradeDecision.Sign)
            {
                var signed = await services.Signer.SignAsync(SigningPermit.Issue(trade, offer, verdict, decision, trader.WalletName, kill.Epoch), token);
                return await store.CommitAsync(s => Signed(s, trade, offer, signed, trader));
            }

            return await AdvanceAsync(trade, t => decision switch
            {
                TradeDecision.Refuse => TradeMachine.Refuse(t, verdict.Findings, Now),
                TradeDecision.Defer => TradeMachine.Defer(t, verdict.Findings, DeferFor, Now),
                TradeDecision.Hold => TradeMachine.Hold(t, offer.Terms, trader.Limits, Now),
                _ => TradeMachine.Record(t, offer.Terms, Now),
            });
        }
        catch (TradeRefusedException e)
        {
            var finding = new TradeFinding { Code = e.Code, Detail = e.Message };
            return await AdvanceAsync(trade, t => e.IsPassing ? TradeMachine.Defer(t, [finding], DeferFor, Now) : TradeMachine.Refuse(t, [finding], Now));
        }
    }

    private TradeVerdict Judge(Trade trade, TradeOffer offer, TraderProfile trader, WalletState state) => TradePolicy.Judge(
        trade.Id, offer.Terms, offer.Facts with { BasisLamports = state.Ledger.Basis(trade.Intent.InputMint, trade.Intent.InputUnits) }, state.Book, trader.Limits, Now);

    /// <summary>Signature, reservation and stage in one write. The whole policy once more, on the snapshot that it is written over: what was signed is dropped where it says no.</summary>
    private WalletState? Signed(WalletState state, Trade trade, TradeOffer offer, SignedTrade signed, TraderProfile trader) =>
        Same(state, trade) && !state.Open.Any(t => t.Signed is not null) && Judge(trade, offer, trader, state) is { IsAllowed: true, Entry: { } entry }
            ? WalletMachine.Step(state, TradeMachine.Sign(trade, offer.Terms, signed, Now), entry, Now)
            : null;

    private async Task<bool> SendAsync(Trade trade, TraderProfile trader, CancellationToken token)
    {
        // The send is counted first; the switch is read after that, directly before the bytes leave.
        if (await AdvanceAsync(trade, t => TradeMachine.BeginSend(t, Now)) && await KillAsync(token) is { } kill && !kill.Stops(trade.AgentId, trader.Tags))
        {
            await services.Venue.SendAsync(trade.Signed!, token);
        }

        return true;
    }

    private async Task<bool> ReadAsync(Trade trade, KillSwitchState kill, TraderProfile trader, CancellationToken token)
    {
        var readings = await services.Venue.ReadAsync(trade.Signed!, token);
        var fate = SignatureRule.Of(readings, trade.Signed!.LastValidHeight);
        return await AdvanceAsync(trade, t => TradeMachine.Read(t, fate, kill.Stops(t.AgentId, trader.Tags), Now));
    }

    private async Task<bool> SettleAsync(Trade trade, CancellationToken token)
    {
        if (await services.Venue.ReceiptAsync(wallet, trade.Intent, trade.Signed!.Signature, token) is not { } receipt)
        {
            return false;
        }

        if (receipt.Error is null && receipt.ReceivedUnits < trade.Terms!.LeastUnits)
        {
            // The chain enforced less than what was signed for: whatever is wrong, this agent moves no more money.
            LogReceivedLess(services.Logger, wallet, trade.Id);
            await services.KillSwitch.SetAsync($"agent:{trade.AgentId}", stopped: true, $"Trade {trade.Id} brought less than its least.", token);
        }

        return await store.CommitAsync(s => Same(s, trade)
            ? WalletMachine.Step(s, TradeMachine.Settle(trade, receipt with { WorthLamports = s.Book.Find(trade.Id)?.WorthLamports ?? 0 }, Now), null, Now)
            : null);
    }

    private Task<bool> AdvanceAsync(Trade trade, Func<Trade, Trade> step) => store.CommitAsync(s => Same(s, trade) ? WalletMachine.Step(s, step(trade), null, Now) : null);

    private static bool Same(WalletState state, Trade trade) => state.Open.Any(t => t.Id == trade.Id && t.Version == trade.Version);

    private async Task<Dictionary<string, TraderProfile>> TradersAsync(WalletState state)
    {
        var traders = new Dictionary<string, TraderProfile>(StringComparer.Ordinal);
        foreach (var agent in state.Open.Select(t => t.AgentId).Distinct(StringComparer.Ordinal))
        {
            traders[agent] = await services.Grains.GetGrain<ITraderGrain>(agent).GetTrader();
        }

        return traders;
    }

    private static bool Stops(KillSwitchState kill, Trade trade, Dictionary<string, TraderProfile> traders) => kill.Stops(trade.AgentId, traders[trade.AgentId].Tags);

    /// <summary>The kill switch as it is stored; null where it cannot be read, which stops everything.</summary>
    private async Task<KillSwitchState?> KillAsync(CancellationToken token)
    {
        try
        {
            return await services.KillSwitch.ReadStoredAsync(token);
        }
        catch (Exception e) when (e is not OperationCanceledException || !token.IsCancellationRequested)
        {
            LogSwitchUnread(services.Logger, e, wallet);
            return null;
        }
    }
}
