using Microsoft.AspNetCore.Http;
using PuppetEngine.Emulators.Control;
using PuppetEngine.Emulators.Solana.Chain;
using PuppetEngine.Emulators.Solana.Programs.Token;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Jupiter;

/// <summary><c>/price/v3</c> and <c>/tokens/v2</c>: what tokens are and what they are worth.</summary>
internal sealed class TokenEndpoints(Market market, SolanaChain chain)
{
    private const int MostPrices = 50;
    private const int MostMints = 100;
    private const int UsualMatches = 20;
    private const int UsualTop = 50;
    private const int UsualRecent = 30;
    private const long Day = 86_400;
    private static readonly string[] Categories = ["toporganicscore", "toptraded", "toptrending"];
    private static readonly Dictionary<string, long> Intervals = new() { ["5m"] = 300, ["1h"] = 3_600, ["6h"] = 21_600, ["24h"] = Day };

    public Task<JupiterAnswer> PricesAsync(HttpRequest request, byte[] body, FaultHit? fault)
    {
        var ids = request.Query["ids"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (ids.Length is 0 or > MostPrices)
        {
            throw new FormatException(ids.Length == 0 ? "Query parameter ids is required" : $"Too many ids, at most {MostPrices}");
        }

        return Locked(now => ids.Select(id => PublicKey.TryParse(id) is { } key ? market.Find(key) : null).Where(t => t is { Hidden: false }).DistinctBy(t => t!.Mint)
            .ToDictionary(t => t!.Mint.ToString(), t => new
            {
                createdAt = t!.CreatedAt.UtcDateTime,
                liquidity = t.Liquidity,
                usdPrice = fault is { Kind: FaultKind.Lie } ? 2 * Price(t, now) : Price(t, now),
                blockId = chain.Tip,
                decimals = t.Decimals,
                priceChange24h = Change(t, now, Day),
            }));
    }

    public Task<JupiterAnswer> SearchAsync(HttpRequest request, byte[] body, FaultHit? fault)
    {
        var query = request.Query["query"].ToString();
        var parts = query.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length is 0 or > MostMints)
        {
            throw new FormatException(parts.Length == 0 ? "Query parameter query is required" : $"Too many mints, at most {MostMints}");
        }

        bool Matches(MarketTokenRecord t) => parts.Any(p => t.Mint.ToString() == p) || (parts.Length == 1
            && (t.Symbol.Contains(query, StringComparison.OrdinalIgnoreCase) || t.Name.Contains(query, StringComparison.OrdinalIgnoreCase)));
        return Locked(now => Visible.Where(Matches).OrderByDescending(t => t.Liquidity).Take(parts.Length == 1 ? UsualMatches : MostMints).Select(t => Describe(t, now)).ToList());
    }

    public Task<JupiterAnswer> TagAsync(HttpRequest request, byte[] body, FaultHit? fault)
    {
        var tag = request.Query["query"].ToString();
        return tag is "lst" or "verified" or "stocks"
            ? Locked(now => Visible.Where(t => t.Tags.Contains(tag)).Select(t => Describe(t, now)).ToList())
            : throw new FormatException("Query parameter query has to be lst, verified or stocks");
    }

    public Task<JupiterAnswer> CategoryAsync(HttpRequest request, byte[] body, FaultHit? fault)
    {
        var (category, interval) = (request.RouteValues["category"] as string ?? "", request.RouteValues["interval"] as string ?? "");
        if (!Categories.Contains(category) || !Intervals.TryGetValue(interval, out var seconds))
        {
            throw new FormatException("The category has to be toporganicscore, toptraded or toptrending, and the interval 5m, 1h, 6h or 24h");
        }

        var most = (int)(QuoteRequest.Within(request.Query, "limit", 100, 1) ?? UsualTop);
        // The plainest tokens of all are left out, as at Jupiter.
        return Locked(now => Visible.Where(t => t.Symbol is not ("SOL" or "USDC" or "USDT")).OrderByDescending(t => category switch
        {
            "toptrending" => Math.Abs(Change(t, now, seconds)),
            "toptraded" => Volume(t, now, seconds),
            _ => Score(t),
        }).Take(most).Select(t => Describe(t, now)).ToList());
    }

    public Task<JupiterAnswer> RecentAsync(HttpRequest request, byte[] body, FaultHit? fault) =>
        Locked(now => Visible.OrderByDescending(t => t.CreatedAt).Take(UsualRecent).Select(t => Describe(t, now)).ToList());

    private IEnumerable<MarketTokenRecord> Visible => market.Tokens.Where(t => !t.Hidden);

    private Task<JupiterAnswer> Locked(Func<long, object> answer)
    {
        lock (chain.Gate)
        {
            chain.Advance();
            return Task.FromResult(JupiterAnswer.Ok(answer(chain.Clock.UnixTime(chain.Tip))));
        }
    }

    private decimal Price(MarketTokenRecord token, long time) => Math.Round(market.Price(token, time), 12) / 1.000000000000m;

    private decimal Change(MarketTokenRecord token, long now, long seconds) => Math.Round(((market.Price(token, now) / market.Price(token, now - seconds)) - 1) * 100, 4);

    private static decimal Volume(MarketTokenRecord token, long now, long seconds) =>
        Math.Round(token.Liquidity * seconds / Day * (0.2m + (decimal)StableHash.Unit(StableHash.Of(token.Symbol, "volume", now / seconds))), 2);

    private static decimal Score(MarketTokenRecord token) =>
        Math.Round(Math.Min(99.9m, (token.IsVerified ? 60 : 5) + (decimal)Math.Log10((double)token.Liquidity + 1) * 4), 2);

    private object Describe(MarketTokenRecord token, long now)
    {
        var mint = Mint.TryRead(chain.Ledger.Find(token.Mint, chain.Tip)?.Data ?? []);
        var price = Price(token, now);
        var supply = mint is null || mint.Supply == 0 ? token.Liquidity * 20 / price : mint.Supply / Market.Power(token.Decimals);
        var (score, pool) = (Score(token), Market.PoolsOf(token).FirstOrDefault());
        return new
        {
            id = token.Mint.ToString(),
            name = token.Name,
            symbol = token.Symbol,
            icon = (string?)null,
            decimals = token.Decimals,
            tokenProgram = token.Program.ToString(),
            createdAt = token.CreatedAt.UtcDateTime,
            mintAuthority = mint?.MintAuthority?.ToString(),
            freezeAuthority = mint?.FreezeAuthority?.ToString(),
            circSupply = supply,
            totalSupply = supply,
            firstPool = pool is null ? null : new { id = pool.Address.ToString(), createdAt = token.CreatedAt.UtcDateTime },
            holderCount = 100 + (int)(token.Liquidity / 1_000),
            audit = new
            {
                mintAuthorityDisabled = mint is { MintAuthority: null },
                freezeAuthorityDisabled = mint is { FreezeAuthority: null },
                topHoldersPercentage = Math.Round(5 + (40 * (decimal)StableHash.Unit(StableHash.Of(token.Symbol, "holders", 0))), 2),
            },
            organicScore = score,
            organicScoreLabel = score >= 70 ? "high" : score >= 40 ? "medium" : "low",
            isVerified = token.IsVerified,
            tags = token.Tags,
            fdv = Math.Round(supply * price, 2),
            mcap = Math.Round(supply * price, 2),
            usdPrice = price,
            priceBlockId = chain.Tip,
            liquidity = token.Liquidity,
            stats5m = Stats(token, now, 300),
            stats1h = Stats(token, now, 3_600),
            stats6h = Stats(token, now, 21_600),
            stats24h = Stats(token, now, Day),
            updatedAt = DateTimeOffset.FromUnixTimeSeconds(now).UtcDateTime,
        };
    }

    private object Stats(MarketTokenRecord token, long now, long seconds)
    {
        var volume = Volume(token, now, seconds);
        return new
        {
            priceChange = Change(token, now, seconds), holderChange = 0.1m, liquidityChange = 0m, volumeChange = 0m, buyVolume = Math.Round(volume * 0.52m, 2),
            sellVolume = Math.Round(volume * 0.48m, 2), numBuys = (int)(volume / 150), numSells = (int)(volume / 160), numTraders = (int)(volume / 900),
        };
    }
}
