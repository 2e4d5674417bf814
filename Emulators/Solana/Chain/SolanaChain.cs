using System.Security.Cryptography;
using System.Text;
using PuppetEngine.Emulators.Solana.Runtime;
using PuppetEngine.Emulators.Solana.Wire;
using PuppetEngine.Emulators.Storage;

namespace PuppetEngine.Emulators.Solana.Chain;

/// <summary>
/// The chain: accounts, blocks by slot, and what is on its way. It moves when it is asked (<see cref="Advance"/>), not by a timer.
/// Every member but <see cref="Gate"/> is to be used under that lock.
/// </summary>
internal sealed class SolanaChain
{
    /// <summary>How far a node may lag behind: versions of accounts are kept for so many slots before the finalized one.</summary>
    public const ulong LongestLag = 600;

    private readonly AppendLog<ChainLogEntry> _log;
    private readonly SolanaEmulatorOptions _options;
    private readonly TransactionProcessor _processor;
    private readonly List<PendingTransaction> _pending = [];
    private readonly List<(ulong At, ulong From, string Signature)> _forks = [];
    private readonly List<(ulong From, ulong Until)> _stalls = [];

    public SolanaChain(
        AppendLog<ChainLogEntry> log, SolanaEmulatorOptions options, string world, TimeProvider time, TransactionProcessor processor,
        IEnumerable<AccountChange> genesis, Action<Jupiter.MarketTokenRecord> restoreToken)
    {
        (_log, _options, _processor) = (log, options, processor);
        History = new TransactionHistory(options.RetainedTransactions);
        foreach (var (key, account) in genesis)
        {
            Ledger.Write(key, account, SlotClock.First, SlotClock.First, kept: true);
        }

        var entries = log.ReadAll();
        var beginning = entries.FirstOrDefault()?.Genesis ?? new ChainGenesisEntry(world, time.GetUtcNow());
        GenesisHash = PublicKey.Read(SHA256.HashData(Encoding.UTF8.GetBytes($"genesis of {beginning.World}")));
        Blockhashes = new Blockhashes(GenesisHash);
        var newest = SlotClock.First;
        foreach (var entry in entries)
        {
            newest = Math.Max(newest, Restore(entry, newest));
            if (entry.Token is { } token)
            {
                restoreToken(token);
            }
        }

        if (entries.Count == 0)
        {
            log.Append(new ChainLogEntry { Genesis = beginning });
        }

        Clock = new SlotClock(time, beginning.Time, options.SlotTime, newest);
        Tip = Clock.Now;
    }

    public Lock Gate { get; } = new();

    public PublicKey GenesisHash { get; }

    public SlotClock Clock { get; }

    public Blockhashes Blockhashes { get; }

    public AccountLedger Ledger { get; } = new();

    public TransactionHistory History { get; }

    public IReadOnlyList<PendingTransaction> Pending => _pending;

    /// <summary>The newest slot, as of the last <see cref="Advance"/>.</summary>
    public ulong Tip { get; private set; }

    /// <summary>Lets the time that has passed take effect: what was due lands, blocks that were to be given up are.</summary>
    public void Advance()
    {
        var now = Math.Max(Tip, Clock.Now);
        while (true)
        {
            var next = _pending.Count > 0 ? _pending[0].Due : ulong.MaxValue;
            var fork = _forks.Count > 0 ? _forks.Min(f => f.At) : ulong.MaxValue;
            if (Math.Min(next, fork) > now)
            {
                break;
            }

            if (fork <= next)
            {
                var due = _forks.First(f => f.At == fork);
                _forks.Remove(due);
                Fork(due.From, due.Signature);
            }
            else
            {
                var pending = _pending[0];
                _pending.RemoveAt(0);
                Land(pending.Transaction, Math.Max(pending.Due, Tip), pending.Landing, pending.IsVerified);
            }
        }

        Tip = now;
    }

    /// <summary>The newest slot of which something is as sure as asked.</summary>
    public ulong Slot(Commitment commitment)
    {
        var steps = commitment switch
        {
            Commitment.Processed => 0ul,
            Commitment.Confirmed => (ulong)_options.ConfirmationSlots,
            _ => (ulong)_options.FinalizationSlots,
        };
        var slot = Math.Max(SlotClock.First, Tip - steps);
        return steps == 0 ? slot : _stalls.Where(s => Tip < s.Until).Aggregate(slot, (least, s) => Math.Min(least, s.From - 1));
    }

    /// <summary>Why a block of a slot would not take a transaction; null where it would.</summary>
    public TransactionError? Check(SolanaTransaction transaction, ulong slot)
    {
        if (Blockhashes.Find(transaction.Message.Blockhash, slot) is null)
        {
            return TransactionError.BlockhashNotFound;
        }

        return History.Find(transaction.Signature) is { } landed && landed.Slot <= slot ? TransactionError.AlreadyProcessed : null;
    }

    /// <summary>What a transaction would do after a slot, signatures and blockhash unchecked.</summary>
    public TransactionOutcome Simulate(SolanaTransaction transaction, ulong slot) =>
        _processor.Process(transaction, key => Ledger.Find(key, slot), new BankTime(slot, Clock.UnixTime(slot)));

    /// <summary>Sends a transaction on its way. The same bytes again are the same transaction.</summary>
    public void Submit(SolanaTransaction transaction, Landing landing, bool isVerified = false)
    {
        if (landing.Never || _pending.Any(p => p.Transaction.Signature == transaction.Signature))
        {
            return;
        }

        var due = Tip + (ulong)_options.LandingSlots + Slots(landing.Later);
        var place = _pending.FindIndex(p => p.Due > due);
        _pending.Insert(place < 0 ? _pending.Count : place, new PendingTransaction(transaction, due, landing, isVerified));
        Advance();
    }

    /// <summary>Sets accounts as no transaction could; a fork leaves them.</summary>
    public void Set(IEnumerable<AccountChange> changes)
    {
        var list = changes.ToList();
        _log.Append(new ChainLogEntry { Slot = Tip, Changes = list });
        Apply(list, Tip, kept: true);
    }

    /// <summary>Mints tokens to an owner's associated account, which is made where there is none; its address. No transaction, no authority.</summary>
    /// <exception cref="FormatException">There is no such mint.</exception>
    public PublicKey GiveTokens(PublicKey owner, PublicKey mint, ulong amount)
    {
        var changes = TokenGift.Make(owner, mint, amount, key => Ledger.Find(key, Tip));
        Set(changes);
        return changes[0].Key;
    }

    /// <summary>Keeps a token of the market over a restart.</summary>
    public void Remember(Jupiter.MarketTokenRecord token) => _log.Append(new ChainLogEntry { Token = token });

    /// <summary>Gives up the blocks from a slot on. What they held lands again in the new ones where its blockhash allows, but for one signature.</summary>
    public void Fork(ulong from, string? without = null)
    {
        from = Math.Max(from, Slot(Commitment.Finalized) + 1);
        _log.Append(new ChainLogEntry { ForkedFrom = from });
        var lost = History.Rollback(from);
        Ledger.Rollback(from);
        Blockhashes.Fork(from);
        foreach (var landed in lost.Where(l => l.Signature != without))
        {
            Land(landed.Transaction, landed.Slot, Landing.Usual, isVerified: true);
        }
    }

    private void Land(SolanaTransaction transaction, ulong slot, Landing landing, bool isVerified)
    {
        if (!(isVerified || transaction.IsSigned()) || Check(transaction, slot) is not null)
        {
            return;
        }

        var outcome = Simulate(transaction, slot);
        if (!outcome.Lands)
        {
            return;
        }

        var landed = LandingRecord.Of(transaction, slot, outcome, mint => Ledger.Find(mint, slot));
        var changes = outcome.Accounts.Select((a, i) => (a.Before, a.After, Key: outcome.Keys[i]))
            .Where(a => a.Before != a.After).Select(a => new AccountChange(a.Key, a.After)).ToList();
        _log.Append(new ChainLogEntry { Landed = landed, Changes = changes });
        Apply(changes, slot);
        History.Add(landed);
        if (landing.ForkedAfter is { } forked)
        {
            var (least, most) = ((ulong)_options.ConfirmationSlots + 1, (ulong)_options.FinalizationSlots - 1);
            _forks.Add((slot + Math.Clamp(Slots(forked), least, Math.Max(least, most)), slot, landed.Signature));
        }

        if (landing.ConfirmedAfter is { } confirmed)
        {
            _stalls.Add((slot, slot + Slots(confirmed)));
        }
    }

    private void Apply(List<AccountChange> changes, ulong slot, bool kept = false)
    {
        var oldest = Math.Max(SlotClock.First + (ulong)_options.FinalizationSlots + LongestLag, slot) - (ulong)_options.FinalizationSlots - LongestLag;
        foreach (var (key, account) in changes)
        {
            Ledger.Write(key, account, slot, oldest, kept);
        }
    }

    /// <summary>Applies a line of the log; the slot it is of.</summary>
    private ulong Restore(ChainLogEntry entry, ulong newest)
    {
        if (entry.ForkedFrom is { } from)
        {
            History.Rollback(from);
            Ledger.Rollback(from);
            Blockhashes.Fork(from);
            return newest;
        }

        var slot = entry.Landed?.Slot ?? entry.Slot ?? newest;
        Apply(entry.Changes ?? [], slot, kept: entry.Landed is null);
        if (entry.Landed is { } landed)
        {
            History.Add(landed);
        }

        return slot;
    }

    private ulong Slots(TimeSpan time) => (ulong)Math.Ceiling(time / Clock.SlotTime);
}
