using PuppetEngine.Emulators.Solana.Chain;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Solana.Runtime;

/// <summary>An account while a transaction runs; nothing of it reaches the chain unless the transaction succeeds.</summary>
internal sealed class WorkingAccount(PublicKey key, ChainAccount before, bool isSigner, bool isWritable)
{
    private bool _isCopy;

    public PublicKey Key => key;

    public ChainAccount Before => before;

    public bool IsSigner => isSigner;

    public bool IsWritable => isWritable;

    public ulong Lamports { get; set; } = before.Lamports;

    public PublicKey Owner { get; set; } = before.Owner;

    public byte[] Data { get; private set; } = before.Data;

    public bool Executable => before.Executable;

    public bool IsChanged => Lamports != before.Lamports || Owner != before.Owner || _isCopy;

    /// <summary>The bytes for writing; the chain's own stay as they are.</summary>
    public byte[] Writable(int? length = null)
    {
        if (!_isCopy || (length is { } n && n != Data.Length))
        {
            var copy = new byte[length ?? Data.Length];
            Data.AsSpan(0, Math.Min(copy.Length, Data.Length)).CopyTo(copy);
            (Data, _isCopy) = (copy, true);
        }

        return Data;
    }

    public ChainAccount After() => Lamports == 0 ? ChainAccount.Empty : new ChainAccount(Lamports, Owner, Data, before.Executable);
}
