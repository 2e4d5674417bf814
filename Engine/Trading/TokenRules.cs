using PuppetEngine.Grains.Abstractions.Trading;

namespace PuppetEngine.Engine.Trading;

/// <summary>Whether a token may be bought, by its own facts. What is not known counts as the worst.</summary>
public static class TokenRules
{
    /// <summary>Looks at a token that is to be received; SOL is none.</summary>
    public static IEnumerable<TradeFinding> Judge(TokenFacts token, TradeLimits limits, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(token);
        ArgumentNullException.ThrowIfNull(limits);
        return token.Mint == Mints.Sol ? [] : Market(token, limits, now).Concat(Chain(token, limits));
    }

    /// <summary>What the mint's own data let others do with it: true of what is received, and of what is held and given on.</summary>
    public static IEnumerable<TradeFinding> Chain(TokenFacts token, TradeLimits limits)
    {
        ArgumentNullException.ThrowIfNull(token);
        ArgumentNullException.ThrowIfNull(limits);
        var curated = limits.Curated.Contains(token.Mint);
        if ((token.HasMintAuthority || token.HasFreezeAuthority) && !curated)
        {
            var what = (token.HasMintAuthority, token.HasFreezeAuthority) switch
            {
                (true, true) => "make more of it and freeze accounts",
                (true, false) => "make more of it",
                _ => "freeze accounts",
            };
            yield return Found(TradeCodes.Authorities, $"The issuer of {token.Mint} can {what}. Only tokens of the curated list may (Puppet:Trading:Curated).");
        }

        if (token.Extensions.Contains(TokenExtension.Other))
        {
            yield return Found(TradeCodes.Extension, $"The mint {token.Mint} has an extension that lets others move, hold back or change transfers.");
        }

        if (token.TransferFeeBps > limits.TransferFeeBps)
        {
            yield return Found(TradeCodes.Extension, $"A transfer of {token.Mint} can cost {token.TransferFeeBps} hundredths of a per cent, {limits.TransferFeeBps} are allowed.");
        }
    }

    private static IEnumerable<TradeFinding> Market(TokenFacts token, TradeLimits limits, DateTimeOffset now)
    {
        if (limits.Curated.Contains(token.Mint))
        {
            yield break;
        }

        if (token.CreatedAt is not { } created || now - created < limits.LeastAge)
        {
            yield return Found(TradeCodes.Age, token.CreatedAt is null ? $"Nobody knows how old {token.Mint} is." : $"{token.Mint} is younger than {limits.LeastAge.TotalDays:0.#} days.");
        }

        if (token.LiquidityUsd is not { } liquidity || liquidity < limits.LeastLiquidityUsd)
        {
            yield return Found(TradeCodes.Liquidity, FormattableString.Invariant($"The pools of {token.Mint} hold {token.LiquidityUsd ?? 0:0} dollars, {limits.LeastLiquidityUsd:0} at least are asked."));
        }

        if (!token.IsVerified)
        {
            yield return Found(TradeCodes.Unverified, $"{token.Mint} is not on the market's list of verified tokens.");
        }
    }

    private static TradeFinding Found(string code, string detail) => new() { Code = code, Detail = detail };
}
