using Orleans;

namespace PuppetEngine.Grains.Abstractions.Trading;

/// <summary>What an agent's definition lets it do with a wallet, at this moment.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Trading.TraderProfile")]
public sealed record TraderProfile
{
    /// <summary>Why it may not trade at all, in words; empty where it may.</summary>
    [Id(0)] public string Refusal { get; init; } = "";

    /// <summary>What becomes of a trade that the policy allows.</summary>
    [Id(1)] public TradeMode Mode { get; init; }

    /// <summary>Its limits; the tighter of definition and configuration.</summary>
    [Id(2)] public TradeLimits Limits { get; init; } = TradeLimits.Default;

    /// <summary>Its tags, by which the kill switch may stop it.</summary>
    [Id(3)] public List<string> Tags { get; init; } = [];

    /// <summary>Its wallet's public key, base58; empty where it has none.</summary>
    [Id(4)] public string Wallet { get; init; } = "";

    /// <summary>The world in which it moves money; with the wallet it is the key of its grain, <c>world/public key</c>.</summary>
    [Id(5)] public string World { get; init; } = "";

    /// <summary>The name under which the wallet's key is kept.</summary>
    [Id(6)] public string WalletName { get; init; } = "";
}
