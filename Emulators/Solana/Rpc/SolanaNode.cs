using PuppetEngine.Emulators.Solana.Chain;
using PuppetEngine.Emulators.Solana.Programs.Token;
using PuppetEngine.Emulators.Solana.Runtime;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Solana.Rpc;

/// <summary>One node's view of the chain: it may lag behind the others. To be used under the chain's lock.</summary>
internal sealed class SolanaNode(string path, SolanaChain chain)
{
    /// <summary>The path it answers at, as <c>/solana</c>.</summary>
    public string Path => path;

    public SolanaChain Chain => chain;

    /// <summary>How many slots behind the cluster it is, at most <see cref="SolanaChain.LongestLag"/>.</summary>
    public ulong Lag { get; set; }

    public ulong Slot(Commitment commitment) => Math.Max(SlotClock.First + Lag, chain.Slot(commitment)) - Lag;

    public ChainAccount? Find(PublicKey key, ulong slot, bool lies)
    {
        var account = chain.Ledger.Find(key, slot);
        return account is null || !lies ? account : Lie(account);
    }

    public LandedTransaction? Find(string signature) =>
        chain.History.Find(signature) is { } landed && landed.Slot <= Slot(Commitment.Processed) ? landed : null;

    /// <summary>How sure a slot is in this node's eyes.</summary>
    public Commitment Of(ulong slot) =>
        slot <= Slot(Commitment.Finalized) ? Commitment.Finalized : slot <= Slot(Commitment.Confirmed) ? Commitment.Confirmed : Commitment.Processed;

    /// <summary>More than twice of everything: what a node would say that wants a caller to spend what is not there.</summary>
    private static ChainAccount Lie(ChainAccount account)
    {
        var data = account.Data;
        if (ProgramIds.IsToken(account.Owner) && TokenHolding.TryRead(data) is { } holding)
        {
            data = [.. data];
            (holding with { Amount = (holding.Amount * 2) + 1 }).Write(data);
        }

        return account with { Lamports = (account.Lamports * 2) + 1, Data = data };
    }
}
