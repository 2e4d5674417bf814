using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Solana.Chain;

/// <summary>Every transaction that landed, by signature, by address and in order. The chain's lock guards it.</summary>
internal sealed class TransactionHistory(int capacity)
{
    private readonly Dictionary<string, LandedTransaction> _bySignature = new(StringComparer.Ordinal);
    private readonly Dictionary<PublicKey, List<LandedTransaction>> _byAddress = [];
    private readonly List<LandedTransaction> _all = [];
    private long _number;

    public IReadOnlyList<LandedTransaction> All => _all;

    public LandedTransaction Add(LandedTransaction landed)
    {
        landed = landed with { Number = ++_number };
        _all.Add(landed);
        _bySignature[landed.Signature] = landed;
        foreach (var key in landed.Keys)
        {
            if (!_byAddress.TryGetValue(key, out var list))
            {
                _byAddress.Add(key, list = []);
            }

            list.Add(landed);
        }

        if (_all.Count > capacity + (capacity / 10))
        {
            Forget(_all.Count - capacity);
        }

        return landed;
    }

    public LandedTransaction? Find(string signature) => _bySignature.GetValueOrDefault(signature);

    /// <summary>Those that name an address, newest first.</summary>
    public IEnumerable<LandedTransaction> Of(PublicKey address)
    {
        var list = _byAddress.GetValueOrDefault(address) ?? [];
        for (var i = list.Count - 1; i >= 0; i--)
        {
            yield return list[i];
        }
    }

    /// <summary>Those that landed in a slot or after it, newest first.</summary>
    public IEnumerable<LandedTransaction> Since(ulong slot)
    {
        for (var i = _all.Count - 1; i >= 0 && _all[i].Slot >= slot; i--)
        {
            yield return _all[i];
        }
    }

    /// <summary>Those after a number, oldest first.</summary>
    public IEnumerable<LandedTransaction> After(long number)
    {
        var first = _all.Count;
        while (first > 0 && _all[first - 1].Number > number)
        {
            first--;
        }

        return _all.Skip(first);
    }

    /// <summary>Takes away what landed in a slot and after it.</summary>
    public List<LandedTransaction> Rollback(ulong from)
    {
        var lost = _all.Where(t => t.Slot >= from).ToList();
        _all.RemoveAll(t => t.Slot >= from);
        foreach (var landed in lost)
        {
            _bySignature.Remove(landed.Signature);
            foreach (var key in landed.Keys)
            {
                _byAddress.GetValueOrDefault(key)?.Remove(landed);
            }
        }

        return lost;
    }

    private void Forget(int count)
    {
        foreach (var old in _all.Take(count))
        {
            _bySignature.Remove(old.Signature);
            foreach (var key in old.Keys)
            {
                _byAddress.GetValueOrDefault(key)?.Remove(old);
            }
        }

        _all.RemoveRange(0, count);
    }
}
