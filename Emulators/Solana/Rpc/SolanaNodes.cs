using PuppetEngine.Emulators.Solana.Chain;

namespace PuppetEngine.Emulators.Solana.Rpc;

/// <summary>The nodes of the emulated cluster: two, because a careful caller asks two.</summary>
internal sealed class SolanaNodes(SolanaChain chain)
{
    public IReadOnlyList<SolanaNode> All { get; } = [new SolanaNode("/solana", chain), new SolanaNode("/solana-b", chain)];

    /// <summary>A node by its letter, <c>a</c> or <c>b</c>; null where there is none.</summary>
    public SolanaNode? Find(string letter) => letter switch
    {
        "a" => All[0],
        "b" => All[1],
        _ => null,
    };
}
