using System.Text.Json;
using System.Text.Json.Serialization;
using PuppetEngine.Engine.Trading;
using PuppetEngine.Grains.State;

namespace PuppetEngine.Grains.Trading;

/// <summary>The state <c>wallet</c>: its trades, caps and ledger. No key of a wallet is ever in it.</summary>
internal sealed class WalletGrainState : IVersionedState
{
    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <summary>The snapshot of the last commit.</summary>
    public WalletState Wallet { get; set; } = new();

    /// <inheritdoc/>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; set; }
}
