using FsCheck.Fluent;
using FsCheck;
using PuppetEngine.Engine.Trading;
using PuppetEngine.Grains.Abstractions.Trading;
using static PuppetEngine.Tests.Engine.Trading.Deals;

namespace PuppetEngine.Tests.Engine.Trading;

public sealed class WalletBookTests
{
    private static BookEntry Entry(string id, ulong lamports = 100, DateTimeOffset? at = null) => new() { TradeId = id, At = at ?? Noon, Lamports = lamports, SolLamports = lamports };

    [Fact]
    public void Reserve_replaces_what_the_same_trade_had()
    {
        var book = WalletBook.Empty.Reserve(Entry("e1")).Reserve(Entry("e1", 70, Noon.AddMinutes(1)));
        Assert.Equal((70UL, Noon.AddMinutes(1)), (Assert.Single(book.Entries).Lamports, book.Entries[0].At));
    }

    [Fact]
    public void Release_frees_only_what_was_not_signed()
    {
        var book = WalletBook.Empty.Reserve(Entry("e1"));
        Assert.Empty(book.Release("e1", Noon).Entries);
        Assert.Same(book, book.Release("e2", Noon));
        Assert.Throws<InvalidOperationException>(() => book.Sign("e1", Noon).Release("e1", Noon));
        Assert.Throws<InvalidOperationException>(() => book.Sign("e1", Noon).Reserve(Entry("e1")));
        Assert.Empty(book.Sign("e1", Noon).Unsign("e1", Noon).Release("e1", Noon).Entries);
        Assert.Throws<InvalidOperationException>(() => book.Sign("e2", Noon));
    }

    [Fact]
    public void Settle_keeps_what_was_taken_and_is_told_once()
    {
        var book = WalletBook.Empty.Reserve(Entry("e1")).Sign("e1", Noon).Settle("e1", 5, Noon);
        Assert.Equal((5UL, 1), (book.Day(Noon).Lamports, book.Day(Noon).Trades));
        Assert.Same(book, book.Settle("e1", 99, Noon));
        Assert.Same(book, book.Release("e1", Noon));
        Assert.Throws<InvalidOperationException>(() => book.Reserve(Entry("e1")));
    }

    [Fact]
    public void A_clock_that_steps_back_opens_no_day_and_no_window()
    {
        var book = WalletBook.Empty.Reserve(Entry("e1", at: Noon.AddHours(13))).Settle("e1", 100, Noon.AddHours(13));
        Assert.Equal(100UL, book.Day(Noon).Lamports);
        Assert.Equal(100UL, book.Window(Noon, TimeSpan.FromHours(1)).Lamports);
        Assert.Equal(0UL, book.Window(Noon.AddHours(14), TimeSpan.FromHours(1)).Lamports);
    }

    [Fact]
    public void What_is_open_is_kept_however_old_it_is()
    {
        var book = WalletBook.Empty.Reserve(Entry("open")).Reserve(Entry("done")).Settle("done", 1, Noon).Reserve(Entry("new", at: Noon.AddDays(3)));
        Assert.Equal(["open", "new"], book.Entries.Select(e => e.TradeId));
    }

    /// <summary>
    /// Whatever trades are asked for at once, end, die or are taken back, and however the clock steps: no day, no window, no count and no fee passes its cap, where a
    /// trade takes at most what its terms said.
    /// </summary>
    [Fact]
    public void No_interleaving_passes_a_cap()
    {
        var limits = TradeLimits.Default with { PerTrade = 60_000_000, PerDay = 150_000_000, PerWindow = 90_000_000, TradesPerDay = 4, PriorityPerDay = 70_000, ApprovalAbove = ulong.MaxValue, CoolDown = default };
        var moves = Gen.Choose(0, 5).Zip(Gen.Choose(0, 3)).Zip(Gen.Choose(-7_200, 7_200)).Zip(Gen.Choose(1, 60)).ListOf(60);
        Prop.ForAll(moves.ToArbitrary(), drawn =>
        {
            var (book, now) = (WalletBook.Empty, Noon);
            var taken = new List<BookEntry>();
            foreach (var (((what, which), seconds), size) in drawn)
            {
                now = now.AddSeconds(what == 5 ? seconds : Math.Abs(seconds) / 4);
                var id = $"t{which}-{(what == 0 ? taken.Count : 0)}";
                book = Move(book, what, id, (ulong)size * 1_000_000, limits, now);
                taken = [.. taken.Where(t => book.Find(t.TradeId) is null && t.IsSettled), .. book.Entries];
                if (!Holds(taken, limits))
                {
                    return false;
                }
            }

            return true;
        }).Check();
    }

    private static WalletBook Move(WalletBook book, int what, string id, ulong size, TradeLimits limits, DateTimeOffset now)
    {
        var open = book.Entries.FirstOrDefault(e => !e.IsSettled);
        switch (what)
        {
            case 0 or 1:
                var terms = Buy(size) with { QuotedAt = now };
                var facts = FactsOf(terms) with { Output = Usdc with { UsdAt = now } };
                return TradePolicy.Judge(id, terms, facts, book, limits, now) is { IsAllowed: true, Entry: { } entry } && book.Find(id) is null or { IsSigned: false, IsSettled: false }
                    ? Reserved(book, id, terms, facts, limits, now)
                    : book;
            case 2 when open is not null:
                return open.IsSigned ? book.Settle(open.TradeId, open.Lamports, now) : book.Sign(open.TradeId, now);
            case 3 when open is { IsSigned: true }:
                return book.Unsign(open.TradeId, now);
            case 4 when open is { IsSigned: false }:
                return book.Release(open.TradeId, now);
            default:
                return book;
        }
    }

    private static WalletBook Reserved(WalletBook book, string id, PuppetEngine.Grains.Abstractions.Trading.TradeTerms terms, TradeFacts facts, TradeLimits limits, DateTimeOffset now) =>
        TradePolicy.Judge(id, terms, facts, book, limits, now) is { IsAllowed: true, Entry: { } entry } ? book.Reserve(entry) : book;

    private static bool Holds(List<BookEntry> entries, TradeLimits limits)
    {
        var byDay = entries.GroupBy(e => e.At.UtcDateTime.Date).ToList();
        return entries.Count(e => !e.IsSettled) <= 1
            && byDay.TrueForAll(d => d.Sum(e => (long)e.Lamports) <= (long)limits.PerDay && d.Count() <= limits.TradesPerDay && d.Sum(e => (long)e.PriorityLamports) <= (long)limits.PriorityPerDay)
            && entries.TrueForAll(last => entries.Where(e => e.At <= last.At && e.At > last.At - limits.Window).Sum(e => (long)e.Lamports) <= (long)limits.PerWindow);
    }
}
