using System.Collections.Immutable;
using PuppetEngine.Grains.Abstractions.Trading;

namespace PuppetEngine.Engine.Trading;

/// <summary>
/// What a wallet's caps have counted: one entry for each trade of the last two days, and each that is open. Immutable. Its clock never runs
/// back: a day does not reopen, and nothing leaves a window early, because the machine's clock was set back.
/// </summary>
public sealed record WalletBook
{
    /// <summary>A book of nothing.</summary>
    public static WalletBook Empty { get; } = new();

    /// <summary>The latest instant that was ever seen.</summary>
    public DateTimeOffset LastSeen { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>The entries, oldest first.</summary>
    public ImmutableArray<BookEntry> Entries { get; init; } = [];

    /// <summary>The entry of a trade; null when it has none.</summary>
    public BookEntry? Find(string tradeId) => Entries.FirstOrDefault(e => e.TradeId == tradeId);

    /// <summary>The book's present: the machine's, or what was seen before where that is later.</summary>
    public DateTimeOffset Present(DateTimeOffset now) => now > LastSeen ? now : LastSeen;

    /// <summary>
    /// Takes a trade's most into the caps, now. The same trade again replaces what it had: a day that has passed has no room for terms that
    /// were made after it.
    /// </summary>
    /// <exception cref="InvalidOperationException">Something was signed for it already: what that may take cannot be given up.</exception>
    public WalletBook Reserve(BookEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var known = Find(entry.TradeId);
        if (known is { IsSigned: true } or { IsSettled: true })
        {
            throw new InvalidOperationException($"Trade {entry.TradeId} was signed or has ended; it cannot be reserved anew.");
        }

        var present = Present(entry.At);
        return With(entry with { At = present, IsSigned = false, IsSettled = false }, present);
    }

    /// <summary>Notes that something is about to be signed for a reserved trade.</summary>
    /// <exception cref="InvalidOperationException">It is not reserved.</exception>
    public WalletBook Sign(string tradeId, DateTimeOffset now) => With(Open(tradeId) with { IsSigned = true }, Present(now));

    /// <summary>
    /// What was signed is proved dead: nothing left the wallet. The trade stays reserved with its most until it is reserved anew or settled.
    /// </summary>
    /// <exception cref="InvalidOperationException">It is not reserved.</exception>
    public WalletBook Unsign(string tradeId, DateTimeOffset now) => With(Open(tradeId) with { IsSigned = false }, Present(now));

    /// <summary>Gives back what was reserved for a trade for which nothing was signed. One that has no entry changes nothing.</summary>
    /// <exception cref="InvalidOperationException">Something was signed for it: only the chain says that it did not happen.</exception>
    public WalletBook Release(string tradeId, DateTimeOffset now)
    {
        if (Find(tradeId) is { IsSigned: true, IsSettled: false })
        {
            throw new InvalidOperationException($"Trade {tradeId} was signed; only the chain's word frees what is reserved for it.");
        }

        return Find(tradeId) is { IsSettled: false }
            ? this with { LastSeen = Present(now), Entries = Entries.RemoveAll(e => e.TradeId == tradeId) }
            : this;
    }

    /// <summary>A trade ended: what it took stays counted, also where it failed and only its fees left. Told again it changes nothing.</summary>
    /// <param name="tradeId">The trade.</param>
    /// <param name="lamports">What left the wallet, in lamports, by the chain.</param>
    /// <param name="now">The present.</param>
    public WalletBook Settle(string tradeId, ulong lamports, DateTimeOffset now) => Find(tradeId) is { IsSettled: false } open
        ? With(open with { Lamports = lamports, SolLamports = 0, IsSettled = true }, Present(now))
        : this;

    /// <summary>What is counted of the UTC day of <see cref="Present"/>.</summary>
    public BookSums Day(DateTimeOffset now)
    {
        var today = Present(now).UtcDateTime.Date;
        return Sum(e => e.At.UtcDateTime.Date == today);
    }

    /// <summary>What is counted of the time before <see cref="Present"/>.</summary>
    public BookSums Window(DateTimeOffset now, TimeSpan length)
    {
        var since = Present(now) - length;
        return Sum(e => e.At > since);
    }

    /// <summary>Entries that are open, but for one trade.</summary>
    public IEnumerable<BookEntry> OpenBut(string tradeId) => Entries.Where(e => !e.IsSettled && e.TradeId != tradeId);

    private BookSums Sum(Func<BookEntry, bool> counts)
    {
        var sums = new BookSums();
        foreach (var entry in Entries.Where(counts))
        {
            sums = sums with
            {
                Lamports = Trading.Lamports.Sum(sums.Lamports, entry.Lamports),
                PriorityLamports = Trading.Lamports.Sum(sums.PriorityLamports, entry.PriorityLamports),
                NewAccounts = sums.NewAccounts + entry.NewAccounts,
                Trades = sums.Trades + 1,
            };
        }

        return sums;
    }

    private BookEntry Open(string tradeId) => Find(tradeId) is { IsSettled: false } open
        ? open
        : throw new InvalidOperationException($"Trade {tradeId} is not reserved.");

    private WalletBook With(BookEntry entry, DateTimeOffset present)
    {
        // Beyond any window and any day: what has ended then counts for nothing any more.
        var old = present - TimeSpan.FromDays(2);
        var others = Entries.RemoveAll(e => e.TradeId == entry.TradeId || (e.IsSettled && e.At < old));
        return this with { LastSeen = present, Entries = [.. others.Add(entry).OrderBy(e => e.At)] };
    }
}

/// <summary>What a book counts of a span.</summary>
public readonly record struct BookSums(ulong Lamports, ulong PriorityLamports, int NewAccounts, int Trades);
