using PuppetEngine.Emulators.Solana.Wire;
using PuppetEngine.Emulators.Solana.Runtime;

namespace PuppetEngine.Emulators.Jupiter;

/// <summary>
/// The tokens that are traded, what they are worth at any moment, and their pools. A price follows from seed, token and time alone, so
/// that the same run meets the same prices. The chain's lock guards it.
/// </summary>
internal sealed class Market
{
    /// <summary>From this liquidity on a token has a pool with SOL beside the one with USDC.</summary>
    private const decimal SecondPool = 5_000_000;
    private static readonly (double Seconds, double Weight)[] Waves = [(420, 0.10), (3_180, 0.20), (19_080, 0.25), (93_600, 0.25), (777_600, 0.20)];
    private readonly Dictionary<PublicKey, MarketTokenRecord> _tokens = [];
    private readonly Dictionary<PublicKey, Pool> _pools = [];
    private readonly ulong _seed;

    public Market(int seed)
    {
        _seed = StableHash.Mix((ulong)seed + 0x5157);
        foreach (var (record, _) in MarketSeed.Tokens)
        {
            Set(record);
        }
    }

    public IEnumerable<MarketTokenRecord> Tokens => _tokens.Values;

    public IEnumerable<Pool> Pools => _pools.Values;

    public MarketTokenRecord? Find(PublicKey mint) => _tokens.GetValueOrDefault(mint);

    public Pool? FindPool(PublicKey address) => _pools.GetValueOrDefault(address);

    /// <summary>Adds a token with its pools, or sets a known one anew.</summary>
    public void Set(MarketTokenRecord token)
    {
        _tokens[token.Mint] = token;
        foreach (var pool in PoolsOf(token))
        {
            _pools.TryAdd(pool.Address, pool);
        }
    }

    /// <summary>US dollars for one whole token at a moment in unix seconds.</summary>
    public decimal Price(MarketTokenRecord token, long time)
    {
        var moved = Math.Exp(2 * token.Volatility * (Wave(token.Mint, time) - Wave(token.Mint, token.PricedAt)));
        return token.Price * Math.Round((decimal)moved, 9);
    }

    /// <summary>
    /// What a pool holds of both tokens in effect: as much as its liquidity is worth at the moment's prices. Its vaults hold more, so
    /// that they can always pay.
    /// </summary>
    public (UInt128 A, UInt128 B) Reserves(Pool pool, long time)
    {
        var half = _tokens[pool.A].Liquidity * pool.Share / 2;
        return (Units(pool.A), Units(pool.B));

        UInt128 Units(PublicKey mint)
        {
            var token = _tokens[mint];
            return UInt128.Max(1, (UInt128)(half / Price(token, time) * Power(token.Decimals)));
        }
    }

    public static decimal Power(byte decimals)
    {
        var power = 1m;
        for (var i = 0; i < decimals; i++)
        {
            power *= 10;
        }

        return power;
    }

    public static IEnumerable<Pool> PoolsOf(MarketTokenRecord token)
    {
        if (token.Mint == MarketSeed.Usdc)
        {
            yield break;
        }

        var hasTwo = token.Mint != ProgramIds.NativeMint && token.Liquidity >= SecondPool;
        yield return new Pool(token.Mint, MarketSeed.Usdc, hasTwo ? 0.6m : 1m);
        if (hasTwo)
        {
            yield return new Pool(token.Mint, ProgramIds.NativeMint, 0.4m);
        }
    }

    /// <summary>A sum of slow and quick waves between -1 and 1, each token's own.</summary>
    private double Wave(PublicKey mint, long time)
    {
        var sum = 0.0;
        for (var i = 0; i < Waves.Length; i++)
        {
            var phase = StableHash.Unit(StableHash.Mix(_seed ^ (ulong)mint.Low ^ ((ulong)i * 0x9e3779b97f4a7c15)));
            sum += Waves[i].Weight * Math.Sin(2 * Math.PI * ((time / Waves[i].Seconds) + phase));
        }

        return sum;
    }
}
