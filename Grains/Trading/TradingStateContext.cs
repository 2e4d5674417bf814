using System.Text.Json.Serialization;

namespace PuppetEngine.Grains.Trading;

/// <summary>The stored forms of this feature.</summary>
[JsonSerializable(typeof(WalletGrainState))]
internal sealed partial class TradingStateContext : JsonSerializerContext;
