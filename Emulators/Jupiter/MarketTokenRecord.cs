using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Jupiter;

/// <summary>A token of the market as the control API set it.</summary>
internal sealed record MarketTokenRecord
{
    public required PublicKey Mint { get; init; }

    public required string Symbol { get; init; }

    public required string Name { get; init; }

    public required byte Decimals { get; init; }

    public required PublicKey Program { get; init; }

    /// <summary>US dollars at <see cref="PricedAt"/>.</summary>
    public required decimal Price { get; init; }

    /// <summary>Unix seconds at which the price was exactly that.</summary>
    public long PricedAt { get; init; }

    /// <summary>How far the price wanders: 0.1 is about ten percent over hours.</summary>
    public double Volatility { get; init; } = 0.05;

    /// <summary>US dollars in all its pools.</summary>
    public decimal Liquidity { get; init; } = 1_000_000;

    public bool IsVerified { get; init; } = true;

    public List<string> Tags { get; init; } = [];

    /// <summary>When it was first traded.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>False: quotes are refused as TOKEN_NOT_TRADABLE.</summary>
    public bool Tradable { get; init; } = true;

    /// <summary>True: neither price, nor search, nor quotes know it.</summary>
    public bool Hidden { get; init; }
}
