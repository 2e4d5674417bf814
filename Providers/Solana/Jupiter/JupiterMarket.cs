using PuppetEngine.Providers.Solana.Keys;

namespace PuppetEngine.Providers.Solana.Jupiter;

/// <summary>What a token is worth.</summary>
/// <param name="Usd">One whole token, in dollars.</param>
/// <param name="Decimals">How many digits stand behind the token's point.</param>
/// <param name="BlockId">The slot of the price; null where Jupiter does not say.</param>
/// <param name="Change24Hours">The change of a day, in percent; null where Jupiter does not say.</param>
/// <param name="LiquidityUsd">What stands behind the price, in dollars; null where Jupiter does not say.</param>
public sealed record JupiterPrice(decimal Usd, byte Decimals, ulong? BlockId, decimal? Change24Hours, decimal? LiquidityUsd);

/// <summary>A token as Jupiter lists it.</summary>
public sealed record JupiterToken
{
    /// <summary>The mint: what identifies it.</summary>
    public required PublicKey Mint { get; init; }

    /// <summary>The name that its maker gave it: anybody's text, for a screen, never for a prompt, and never a key to anything.</summary>
    public required string Name { get; init; }

    /// <summary>The symbol that its maker gave it; as untrusted as the name.</summary>
    public required string Symbol { get; init; }

    /// <summary>How many digits stand behind the point.</summary>
    public required byte Decimals { get; init; }

    /// <summary>The token program, by Jupiter's word; null where it does not say.</summary>
    public required PublicKey? TokenProgram { get; init; }

    /// <summary>Whether Jupiter verified it.</summary>
    public required bool IsVerified { get; init; }

    /// <summary>Whether nobody may mint more; null where Jupiter does not say.</summary>
    public required bool? MintAuthorityDisabled { get; init; }

    /// <summary>Whether nobody may freeze; null where Jupiter does not say.</summary>
    public required bool? FreezeAuthorityDisabled { get; init; }

    /// <summary>What the largest holders have, in percent; null where Jupiter does not say.</summary>
    public required decimal? TopHoldersPercent { get; init; }

    /// <summary>Jupiter's measure of real use, 0 to 100; null where it does not say.</summary>
    public required decimal? OrganicScore { get; init; }

    /// <summary>One whole token, in dollars; null where Jupiter does not say.</summary>
    public required decimal? UsdPrice { get; init; }

    /// <summary>What stands behind the price, in dollars; null where Jupiter does not say.</summary>
    public required decimal? LiquidityUsd { get; init; }

    /// <summary>The worth of all tokens, in dollars; null where Jupiter does not say.</summary>
    public required decimal? MarketCapUsd { get; init; }

    /// <summary>When its first pool was made; null where Jupiter does not say.</summary>
    public required DateTimeOffset? FirstPoolAt { get; init; }
}

/// <summary>Lists of tokens by their activity.</summary>
public enum JupiterTokenList
{
    /// <summary>By real use.</summary>
    TopOrganicScore,

    /// <summary>By volume.</summary>
    TopTraded,

    /// <summary>By attention.</summary>
    TopTrending,
}

/// <summary>The time that a list looks back.</summary>
public enum JupiterInterval
{
    /// <summary>Five minutes.</summary>
    FiveMinutes,

    /// <summary>An hour.</summary>
    Hour,

    /// <summary>Six hours.</summary>
    SixHours,

    /// <summary>A day.</summary>
    Day,
}
