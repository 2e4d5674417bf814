using PuppetEngine.Grains.Abstractions.Trading;

namespace PuppetEngine.Engine.Trading;

/// <summary>What the market offers for an intent: a transaction that is ready to be looked at and signed, and what the world says at the moment.</summary>
public sealed record TradeOffer
{
    /// <summary>What it does at most, as quoted; what the transaction really says is looked at before it is signed.</summary>
    public required TradeTerms Terms { get; init; }

    /// <summary>What is known of both tokens and of the wallet.</summary>
    public required TradeFacts Facts { get; init; }

    /// <summary>The transaction without signatures.</summary>
    public required ReadOnlyMemory<byte> Transaction { get; init; }

    /// <summary>The block height after which it cannot land.</summary>
    public required ulong LastValidHeight { get; init; }
}
