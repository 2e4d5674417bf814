using System.Collections.Immutable;
using Orleans;

namespace PuppetEngine.Grains.Abstractions.Trading;

/// <summary>
/// What is known of a token, of which nothing is text from outside: what the chain says of its mint, and numbers of the market. A null is
/// not known, which a policy takes for the worst.
/// </summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Trading.TokenFacts")]
public sealed record TokenFacts
{
    /// <summary>The mint, base58.</summary>
    [Id(0)] public required string Mint { get; init; }

    /// <summary>How many decimals a whole token has.</summary>
    [Id(1)] public required int Decimals { get; init; }

    /// <summary>Dollars for a whole token; null where no market says.</summary>
    [Id(2)] public decimal? Usd { get; init; }

    /// <summary>When that price was read.</summary>
    [Id(3)] public DateTimeOffset? UsdAt { get; init; }

    /// <summary>Dollars in its pools.</summary>
    [Id(4)] public decimal? LiquidityUsd { get; init; }

    /// <summary>When it was first seen on a market.</summary>
    [Id(5)] public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Whether the list that the market keeps calls it verified.</summary>
    [Id(6)] public bool IsVerified { get; init; }

    /// <summary>Whether somebody can still make more of it.</summary>
    [Id(7)] public bool HasMintAuthority { get; init; }

    /// <summary>Whether somebody can freeze an account of it.</summary>
    [Id(8)] public bool HasFreezeAuthority { get; init; }

    /// <summary>The extensions of its mint; empty for a plain token.</summary>
    [Id(9)] public ImmutableArray<TokenExtension> Extensions { get; init; } = [];

    /// <summary>The highest share that a transfer can cost, now or as announced, in hundredths of a per cent.</summary>
    [Id(10)] public int TransferFeeBps { get; init; }
}
