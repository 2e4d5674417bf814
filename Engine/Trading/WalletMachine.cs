using PuppetEngine.Grains.Abstractions.Trading;

namespace PuppetEngine.Engine.Trading;

/// <summary>
/// A wallet's commits as pure functions: a trade's step, what the caps count for it and what the ledger enters are one change, so that no crash can
/// leave one without the other.
/// </summary>
public static class WalletMachine
{
    /// <summary>Intents that may wait at once; one more is refused, so that nobody fills a wallet with wishes.</summary>
    public const int MostOpen = 50;

    /// <summary>
    /// Takes an intent in; null where the trade is there already, was signed in the last two days, or too many wait. What was never signed may be
    /// wanted again.
    /// </summary>
    public static WalletState? Propose(WalletState state, Trade trade)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(trade);
        return state.Open.Length >= MostOpen || state.Open.Any(t => t.Id == trade.Id) || state.Book.Find(trade.Id) is not null ? null : Tell(state with { Open = state.Open.Add(trade) }, trade);
    }

    /// <summary>
    /// The trade to work on: first what was signed, then what is to be ended, then the oldest intent, if nothing that was signed may still
    /// take from the wallet.
    /// </summary>
    /// <param name="state">The wallet.</param>
    /// <param name="isStopped">Whether the kill switch holds for a trade.</param>
    /// <param name="now">The present.</param>
    public static (Trade Trade, TradeStep Step)? Next(WalletState state, Func<Trade, bool> isStopped, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(isStopped);
        var isBusy = state.Open.Any(t => t.Signed is not null);
        return state.Open
            .Select(trade => (Trade: trade, Step: TradeMachine.Next(trade, isStopped(trade), now)))
            .Where(next => next.Step != TradeStep.Wait && !(isBusy && next.Step == TradeStep.Propose))
            .OrderBy(next => next.Step == TradeStep.Propose ? 1 : 0)
            .Select(next => ((Trade, TradeStep)?)next)
            .FirstOrDefault();
    }

    /// <summary>When something is next due without anybody's word; null for never.</summary>
    public static DateTimeOffset? WakeAt(WalletState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        var isBusy = state.Open.Any(t => t.Signed is not null);
        DateTimeOffset? earliest = null;
        foreach (var trade in state.Open)
        {
            var at = trade.Stage switch
            {
                TradeStage.Held => trade.Expires,
                TradeStage.Planned => isBusy || trade.NotBefore > trade.Expires ? trade.Expires : trade.NotBefore ?? now,
                TradeStage.Unknown => (trade.ReadAt ?? now) + TradeMachine.ReadUnknownEvery,
                TradeStage.Signed or TradeStage.Landed => (trade.ReadAt ?? now) + TradeMachine.ReadEvery,
                _ => now,
            };
            earliest = earliest is null || at < earliest ? at : earliest;
        }

        return earliest;
    }

    /// <summary>A trade took a step. What was reserved, signed or taken follows from the stages before and after it.</summary>
    /// <param name="state">The wallet.</param>
    /// <param name="next">The trade after its step.</param>
    /// <param name="entry">What the policy counted, where the step signed something.</param>
    /// <param name="now">The present.</param>
    /// <exception cref="InvalidOperationException">The wallet has no such trade, or it was signed without an entry.</exception>
    public static WalletState Step(WalletState state, Trade next, BookEntry? entry, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(next);
        var before = state.Open.FirstOrDefault(t => t.Id == next.Id) ?? throw new InvalidOperationException($"The wallet has no open trade {next.Id}.");
        var stepped = state with
        {
            Book = Count(state.Book, before, next, entry, now),
            Ledger = next.Receipt is { } receipt && before.Receipt is null ? state.Ledger.Enter(next.Intent, receipt) : state.Ledger,
            Open = next.HasEnded ? state.Open.Remove(before) : state.Open.Replace(before, next),
        };

        // Sends and reads that found nothing new are nobody's news.
        return next.Stage == before.Stage && next.Verdict == before.Verdict ? stepped : Tell(stepped, next);
    }

    /// <summary>The agents were told of so many trades.</summary>
    public static WalletState Told(WalletState state, int count)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state with { Untold = state.Untold.RemoveRange(0, count) };
    }

    private static WalletBook Count(WalletBook book, Trade before, Trade next, BookEntry? entry, DateTimeOffset now) => next.Stage switch
    {
        TradeStage.Signed when before.Stage == TradeStage.Planned =>
            book.Reserve(entry ?? throw new InvalidOperationException($"Trade {next.Id} was signed without what it takes.")).Sign(next.Id, now),
        TradeStage.Planned when before.Signed is not null => book.Unsign(next.Id, now).Release(next.Id, now),
        TradeStage.Settled or TradeStage.Failed => book.Settle(next.Id, Took(book, next), now),
        _ => book,
    };

    /// <summary>What a trade took, in lamports: by the chain, and what a token was worth when it was signed.</summary>
    private static ulong Took(WalletBook book, Trade trade) => trade.Receipt switch
    {
        null => 0,
        { Error: not null } receipt => receipt.FeeLamports,
        var receipt when trade.Intent.InputMint == Mints.Sol => Lamports.Sum(receipt.SpentUnits, receipt.FeeLamports, receipt.RentLamports),
        _ => book.Find(trade.Id)?.Lamports ?? 0,
    };

    private static WalletState Tell(WalletState state, Trade trade) => state with { Untold = state.Untold.Add(trade) };
}
