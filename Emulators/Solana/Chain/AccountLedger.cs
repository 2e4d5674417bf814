using System.Runtime.InteropServices;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Solana.Chain;

/// <summary>
/// Every account as of every slot that may still be asked about: each has its versions, and a fork takes the newest away.
/// Not safe for threads: the chain's lock guards it.
/// </summary>
internal sealed class AccountLedger
{
    private readonly Dictionary<PublicKey, List<Version>> _versions = [];

    /// <summary>The account as it was at the end of a slot; null where there was none.</summary>
    public ChainAccount? Find(PublicKey key, ulong slot)
    {
        if (_versions.TryGetValue(key, out var versions))
        {
            for (var i = versions.Count - 1; i >= 0; i--)
            {
                if (versions[i].Slot <= slot)
                {
                    return versions[i].Account is { Lamports: > 0 } account ? account : null;
                }
            }
        }

        return null;
    }

    /// <summary>
    /// Sets an account as of a slot. Versions that are superseded at the <c>oldest</c> slot that may still be asked about are
    /// forgotten; a <c>kept</c> one stays when a fork takes its slot away, because what the control API set is no transaction.
    /// </summary>
    public void Write(PublicKey key, ChainAccount account, ulong slot, ulong oldest, bool kept = false)
    {
        ref var versions = ref CollectionsMarshal.GetValueRefOrAddDefault(_versions, key, out _);
        versions ??= [];
        var superseded = 0;
        while (superseded + 1 < versions.Count && versions[superseded + 1].Slot <= oldest)
        {
            superseded++;
        }

        versions.RemoveRange(0, superseded);
        if (versions.Count > 0 && versions[^1].Slot == slot)
        {
            versions.RemoveAt(versions.Count - 1);
        }

        versions.Add(new Version(slot, account, kept));
    }

    /// <summary>Undoes what transactions wrote in a slot and after it.</summary>
    public void Rollback(ulong from)
    {
        foreach (var versions in _versions.Values)
        {
            versions.RemoveAll(v => v.Slot >= from && !v.Kept);
        }
    }

    public IEnumerable<(PublicKey Key, ChainAccount Account)> All(ulong slot)
    {
        foreach (var key in _versions.Keys)
        {
            if (Find(key, slot) is { } account)
            {
                yield return (key, account);
            }
        }
    }

    private readonly record struct Version(ulong Slot, ChainAccount Account, bool Kept);
}
