using Orleans;
using Orleans.Runtime;
using PuppetEngine.Engine.Trading;
using PuppetEngine.Grains.Abstractions.Trading;

namespace PuppetEngine.Grains.Trading;

/// <summary>One wallet. Its trades go on by a timer while there are any, and by a reminder after a crash.</summary>
[GrainType("wallet")]
internal sealed partial class WalletGrain : IWalletGrain, IRemindable, IGrainBase
{
    /// <summary>The reminder's name; stored, never renamed.</summary>
    public const string Reminder = "trade";

    private static readonly TimeSpan Waking = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    private readonly string _wallet;
    private readonly WalletServices _services;
    private readonly IPersistentState<WalletGrainState> _state;
    private readonly bool _isHere;
    private WalletStore _store = null!;
    private WalletRunner _runner = null!;
    private IGrainTimer? _timer;
    private bool _working;
    private bool _lookAgain;

    /// <summary>Made by the host.</summary>
    public WalletGrain(IGrainContext context, [PersistentState("wallet", "Default")] IPersistentState<WalletGrainState> state, WalletServices services)
    {
        (GrainContext, _state, _services) = (context, state, services);
        var (world, wallet) = context.GrainId.Key.ToString()!.Split('/', 2) is [var before, var after] ? (before, after) : ("", "");
        (_wallet, _isHere) = (wallet, wallet.Length > 0 && world == services.World.Id);
    }

    /// <inheritdoc/>
    public IGrainContext GrainContext { get; }

    /// <inheritdoc/>
    public Task OnActivateAsync(CancellationToken token)
    {
        // Not before: the state is read after the grain was made.
        _store = new WalletStore(_wallet, _state, _services, _ => this.DeactivateOnIdle());
        _runner = new WalletRunner(_wallet, _store, _services);
        _timer = this.RegisterGrainTimer(WorkAsync, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true, KeepAlive = true });
        Arm(_store.Current is { Open.IsEmpty: true, Untold.IsEmpty: true } ? null : _services.Time.GetUtcNow());
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<TradeResult> Propose(TradeOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (!_isHere)
        {
            return Refuse(WalletProblems.ForeignWorld, $"The wallet belongs to another world; this process moves money in {_services.World.Id}.");
        }

        var now = _services.Time.GetUtcNow();
        var trade = new Trade
        {
            Id = order.TradeId, AgentId = order.AgentId, Wallet = _wallet, At = now, UpdatedAt = now, Expires = now + TradeMachine.Life,
            Intent = new TradeIntent
            {
                InputMint = order.InputMint, OutputMint = order.OutputMint, InputUnits = order.InputUnits, SlippageBps = order.SlippageBps,
                Proposer = order.Proposer, Reason = order.Reason, Cause = order.Cause, BodyHash = order.BodyHash,
            },
        };

        // Before the state that needs it: without it nobody would go on after a crash.
        if (_store.Current.Open.IsEmpty)
        {
            await this.RegisterOrUpdateReminder(Reminder, Waking, Waking);
        }

        if (await _store.CommitAsync(s => WalletMachine.Propose(s, trade)))
        {
            Arm(now);
            return Done(trade);
        }

        return _store.Current.Open.FirstOrDefault(t => t.Id == order.TradeId) is { } open ? Done(open)
            : _store.Current.Book.Find(order.TradeId) is not null ? Refuse(WalletProblems.Ended, "This very trade was made already.")
            : Refuse(WalletProblems.Full, $"{WalletMachine.MostOpen} trades of this wallet wait. Reject some, or wait until they end.");
    }

    /// <inheritdoc/>
    public async Task<TradeResult> Review(TradeReview review)
    {
        ArgumentNullException.ThrowIfNull(review);
        if (_store.Current.Open.FirstOrDefault(t => t.Id == review.TradeId) is not { } trade)
        {
            return Refuse(WalletProblems.NotOpen, "The wallet has no such open trade; it may have ended.");
        }

        var now = _services.Time.GetUtcNow();
        if (review.Verdict == "approve" && ApprovalRule.Refusal(trade, review.Hash, review.By, review.OthersMayApprove, now) is { } refusal)
        {
            return Refuse(refusal, WalletProblems.Say(refusal));
        }

        Trade? after = null;
        try
        {
            after = review.Verdict switch
            {
                "approve" => TradeMachine.Approve(trade, review.By, now),
                "reject" => TradeMachine.Cancel(trade, WalletProblems.Rejected, $"Rejected by {review.By}.", now),
                "landed" => TradeMachine.Resolve(trade, landed: true, now),
                "not_landed" => TradeMachine.Resolve(trade, landed: false, now),
                _ => throw new ArgumentException($"'{review.Verdict}' is no verdict: approve, reject, landed or not_landed.", nameof(review)),
            };
        }
        catch (TradeTransitionException)
        {
            return Refuse(WalletProblems.NotOpen, $"The trade is {trade.Stage}; it cannot be told '{review.Verdict}'.");
        }

        if (!await _store.CommitAsync(s => s.Open.Any(t => t.Id == trade.Id && t.Version == trade.Version) ? WalletMachine.Step(s, after, null, now) : null))
        {
            return Refuse(WalletProblems.Changed, "The trade changed meanwhile. Read it again, then decide.");
        }

        Arm(now);
        return Done(after);
    }

    /// <inheritdoc/>
    public Task<WalletView> GetWallet()
    {
        var (state, now) = (_store.Current, _services.Time.GetUtcNow());
        var today = state.Book.Day(now);
        return Task.FromResult(new WalletView
        {
            Wallet = _wallet, World = _services.World.Id,
            Open = [.. state.Open.Select(t => t.ToView(_services.World.Id))],
            Positions = [.. state.Ledger.Positions.Select(p => new PositionView { Mint = p.Mint, Units = p.Units, CostLamports = p.CostLamports })],
            RealisedLamports = state.Ledger.RealisedLamports, FeeLamports = state.Ledger.FeeLamports, RentLamports = state.Ledger.RentLamports,
            Settled = state.Ledger.Settled, Failed = state.Ledger.Failed, TodayLamports = today.Lamports, TodayTrades = today.Trades,
        });
    }

    /// <inheritdoc/>
    public Task<TradeView?> FindTrade(string tradeId) => Task.FromResult(_store.Current.Open.FirstOrDefault(t => t.Id == tradeId)?.ToView(_services.World.Id));

    /// <inheritdoc/>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (_store.Current is { Open.IsEmpty: true, Untold.IsEmpty: true } && await this.GetReminder(Reminder) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }
    }

    /// <summary>One run at a time: ticks of an interleaving timer may meet, and the later one asks the earlier one to look again.</summary>
    internal async Task WorkAsync(CancellationToken token)
    {
        _lookAgain = true;
        if (_working || !_isHere)
        {
            return;
        }

        _working = true;
        try
        {
            DateTimeOffset? next = null;
            while (_lookAgain && !token.IsCancellationRequested && !_store.IsLost)
            {
                _lookAgain = false;
                next = await RunOnceAsync(token);
            }

            Arm(next);
        }
        finally
        {
            _working = false;
        }
    }

    private async Task<DateTimeOffset?> RunOnceAsync(CancellationToken token)
    {
        try
        {
            return await _runner.RunAsync(token);
        }
        catch (Exception e) when (e is WalletLostException || (e is OperationCanceledException && token.IsCancellationRequested))
        {
            return null;
        }
        catch (Exception e)
        {
            // Nothing is half done: the step that broke was not committed, or its commit tells what to ask the chain.
            LogBroke(_services.Logger, e, _wallet);
            return _services.Time.GetUtcNow() + Retry;
        }
    }

    private void Arm(DateTimeOffset? at)
    {
        if (at is { } due && _timer is not null)
        {
            var wait = due - _services.Time.GetUtcNow();
            _timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private TradeResult Done(Trade trade) => new() { Trade = trade.ToView(_services.World.Id) };

    private static TradeResult Refuse(string problem, string detail) => new() { Problem = problem, Detail = detail };
}
