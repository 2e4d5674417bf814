using System.Globalization;
using PuppetEngine.Emulators.Solana.Chain;
using PuppetEngine.Emulators.Solana.Programs.Token;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Jupiter;

/// <summary>Finds the route that delivers most. To be used under the chain's lock.</summary>
internal sealed class Router(Market market, WhirlpoolProgram venue, SolanaChain chain)
{
    private const int MostHops = 3;

    /// <exception cref="QuoteRefusal">There is no quote; the code says why.</exception>
    public Quote Find(QuoteRequest asked)
    {
        var (input, output) = (Known(asked.Input), Known(asked.Output));
        if (asked.Input == asked.Output)
        {
            throw new QuoteRefusal("CIRCULAR_ARBITRAGE_IS_DISABLED", "Circular arbitrage is disabled");
        }

        foreach (var token in (MarketTokenRecord[])[input, output])
        {
            if (!token.Tradable)
            {
                throw new QuoteRefusal("TOKEN_NOT_TRADABLE", $"The token {token.Mint} is not tradable");
            }
        }

        if (asked.ExcludesEveryVenue)
        {
            throw new QuoteRefusal("NO_ROUTES_FOUND", "No routes found");
        }

        var slot = chain.Slot(Commitment.Processed);
        var best = Paths(asked.Input, asked.Output, asked.DirectOnly ? 1 : MostHops).Select(p => Walk(p, asked.Input, asked.Amount, slot))
            .Where(h => h.Count > 0).MaxBy(h => h[^1].OutAmount)
            ?? throw new QuoteRefusal("COULD_NOT_FIND_ANY_ROUTE", "Could not find any route");
        var reserve = market.Reserves(best[0].Pool, chain.Clock.UnixTime(slot));
        if (asked.Amount > (best[0].Pool.A == asked.Input ? reserve.A : reserve.B) * 20)
        {
            throw new QuoteRefusal("ROUTE_PLAN_DOES_NOT_CONSUME_ALL_THE_AMOUNT", "Route plan does not consume all the amount, please lower the amount");
        }

        var gross = Arriving(asked.Output, best[^1].OutAmount);
        var fee = PoolMath.Share(gross, asked.PlatformFeeBps);
        if (gross - fee == 0)
        {
            throw new QuoteRefusal("CANNOT_COMPUTE_OTHER_AMOUNT_THRESHOLD", "Cannot compute other amount threshold");
        }

        return new Quote
        {
            Input = asked.Input, Output = asked.Output, InAmount = asked.Amount, OutAmount = gross - fee, Hops = best, SlippageBps = asked.SlippageBps,
            PlatformFeeBps = asked.PlatformFeeBps, PlatformFee = fee, PriceImpact = Impact(input, output, asked.Amount, gross, slot), Slot = slot,
        };
    }

    /// <summary>What one base unit of tokens would be without a trade's own effect, and how much less it is with it.</summary>
    private decimal Impact(MarketTokenRecord input, MarketTokenRecord output, ulong amount, ulong received, ulong slot)
    {
        var time = chain.Clock.UnixTime(slot);
        var worth = amount / Market.Power(input.Decimals) * market.Price(input, time);
        var got = received / Market.Power(output.Decimals) * market.Price(output, time);
        return worth <= 0 ? 0 : Math.Clamp(1 - (got / worth), 0, 1);
    }

    public static string Text(decimal ratio) => ratio.ToString("0.##############", CultureInfo.InvariantCulture);

    private MarketTokenRecord Known(PublicKey mint) => market.Find(mint) is { Hidden: false } token
        ? token
        : throw new QuoteRefusal("TOKEN_NOT_TRADABLE", $"The token {mint} is not tradable");

    private IEnumerable<List<Pool>> Paths(PublicKey from, PublicKey to, int hops, params PublicKey[] seen)
    {
        foreach (var pool in market.Pools.Where(p => p.Trades(from)))
        {
            var next = pool.Other(from);
            if (next == to)
            {
                yield return [pool];
            }
            else if (hops > 1 && !seen.Contains(next) && market.Find(next) is { Hidden: false, Tradable: true })
            {
                foreach (var rest in Paths(next, to, hops - 1, [.. seen, from]))
                {
                    yield return [pool, .. rest];
                }
            }
        }
    }

    private List<Hop> Walk(List<Pool> path, PublicKey input, ulong amount, ulong slot)
    {
        var hops = new List<Hop>();
        foreach (var pool in path)
        {
            var net = chain.Ledger.Find(pool.Address, slot) is { } account ? PoolState.Read(account.Data).NetAt(slot) : 0;
            var given = venue.Out(pool, net, chain.Clock.UnixTime(slot), Arriving(input, amount), pool.A == input);
            if (given == 0)
            {
                return [];
            }

            hops.Add(new Hop(pool, input, pool.Other(input), amount, given));
            (input, amount) = (pool.Other(input), Arriving(pool.Other(input), given));
        }

        return hops;
    }

    /// <summary>What arrives of an amount that is sent: some mints keep a fee of every transfer.</summary>
    private ulong Arriving(PublicKey mint, ulong amount) =>
        chain.Ledger.Find(mint, chain.Tip) is { } account && TransferFee.Of(account.Data) is { } fee ? amount - fee.Calculate(amount) : amount;
}
