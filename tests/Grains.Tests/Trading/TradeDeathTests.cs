using PuppetEngine.Engine.Trading;
using PuppetEngine.Grains.Abstractions.Trading;
using PuppetEngine.Grains.Trading;
using PuppetEngine.Tests.TestKit.State;

namespace PuppetEngine.Tests.Grains.Trading;

/// <summary>A wallet that is killed at every await of a trade, over a chain with all its troubles.</summary>
public sealed class TradeDeathTests(ITestOutputHelper output)
{
    private const int Seed = 20261121;
    private const int Deaths = 600;

    /// <summary>Every point at which the wallet waits for something outside it.</summary>
    private static readonly string[] Points =
    [
        "trader.before", "note.before", "note.after", "switch.before", "offer.before", "offer.after", "sign.before", "sign.after",
        "send.before", "send.after", "read.before", "read.after", "receipt.before", "receipt.after", "wallet.write.before", "wallet.write.after",
    ];

    [Fact]
    public async Task Each_intent_is_traded_once_or_not_at_all_across_six_hundred_deaths()
    {
        var house = new TradingHouse(Seed) { Chain = { Trouble = 1 } };
        var kills = Points.ToDictionary(p => p, _ => 0);
        var proposed = 0;
        for (var death = 0; death < Deaths; death++)
        {
            try
            {
                proposed = await ProposeAsync(house, proposed);
                await DieAsync(house, kills);
            }
            catch (WalletLostException)
            {
                // The one that was taken for dead wrote last; whoever lost ends, and the next activation reads what is stored.
                house.Restart();
            }

            Assert.True(house.Store.Current.Open.Count(t => t.Signed is not null) <= 1);
        }

        (house.Chain.Trouble, house.At) = (0, _ => { });
        await RestartAndRunAsync(house, TimeSpan.FromHours(2));
        var stages = house.Told.Where(t => t.Stage is TradeStage.Settled or TradeStage.Failed or TradeStage.Cancelled or TradeStage.Refused).CountBy(t => t.Stage).ToDictionary();
        output.WriteLine($"seed {Seed}: {kills.Values.Sum()} deaths, {proposed} intents: {string.Join(", ", stages.Select(s => $"{s.Value} {s.Key}"))}; {house.Chain.All.Count} signed, {house.Chain.All.Count(house.Chain.IsFinal)} on the chain; {string.Join(", ", kills.Select(k => $"{k.Key} {k.Value}"))}");
        Assert.All(kills, k => Assert.True(k.Value >= 10, $"{k.Key}: {k.Value} deaths"));
        Assert.True(kills.Values.Sum() >= 500, "fewer than five hundred deaths");
        Assert.Empty(house.Store.Current.Open);
        VerifyIntents(house, proposed);
        VerifyLedger(house);
        Assert.True(stages[TradeStage.Settled] >= 50, "too few trades to prove anything");
    }

    private static async Task<int> ProposeAsync(TradingHouse house, int proposed)
    {
        while (house.Store.Current.Open.Length < 3)
        {
            var isSale = house.Store.Current.Ledger[Mints.Usdc].Units > 4_000_000 && house.Random.Next(2) == 0;
            if (await house.ProposeAsync($"t{proposed}", isSale ? Mints.Usdc : Mints.Sol, isSale ? 1_000_000UL + (ulong)house.Random.Next(1_000_000) : 5_000_000UL + (ulong)house.Random.Next(10_000_000)))
            {
                proposed++;
            }
        }

        return proposed;
    }

    /// <summary>Works until the point with the fewest deaths is reached, dies there, and is activated again; sometimes the dead one goes on for a while and does not know.</summary>
    private static async Task DieAsync(TradingHouse house, Dictionary<string, int> kills)
    {
        var point = kills.MinBy(k => k.Value).Key;
        var visits = house.Random.Next(3);
        if (point.StartsWith("wallet.write", StringComparison.Ordinal))
        {
            await house.RunAsync(TimeSpan.FromSeconds(house.Random.Next(30)));
            house.State.FailNext = point.EndsWith("before", StringComparison.Ordinal) ? StateFault.BeforeStoring : StateFault.AfterStoring;
        }

        house.At = name =>
        {
            if (house.IsDead || (name == point && visits-- == 0))
            {
                house.IsDead = true;
                throw new WalletDiedException();
            }
        };
        var dead = house.Runner;
        try
        {
            await house.RunAsync(TimeSpan.FromMinutes(10));
        }
        catch (Exception e) when (e is WalletDiedException or WalletLostException)
        {
            kills[point]++;
        }

        house.At = _ => { };
        house.Time.Advance(TimeSpan.FromSeconds(house.Random.Next(1, 90)));
        house.Restart();
        if (house.Random.Next(3) == 0)
        {
            await house.RunAsync(TimeSpan.FromSeconds(house.Random.Next(5)));
            await GoOnUnknowingAsync(dead);
        }
    }

    /// <summary>An activation that was replaced goes on: at the latest at its next write it learns of it.</summary>
    private static async Task GoOnUnknowingAsync(WalletRunner dead)
    {
        try
        {
            await dead.RunAsync(CancellationToken.None);
        }
        catch (Exception e) when (e is WalletLostException or HttpRequestException)
        {
            // As it should.
        }
    }

    private static async Task RestartAndRunAsync(TradingHouse house, TimeSpan span)
    {
        house.Restart();
        await house.RunAsync(span);
    }

    private static void VerifyIntents(TradingHouse house, int proposed)
    {
        for (var n = 0; n < proposed; n++)
        {
            var id = $"t{n}";
            var told = house.Told.Where(t => t.TradeId == id).ToList();
            Assert.True(told.Count > 0, $"{id} was lost");
            var onChain = house.Chain.All.Where(t => t.Trade == id && house.Chain.IsFinal(t)).ToList();
            Assert.True(onChain.Count <= 1, $"{id} is on the chain {onChain.Count} times");
            var (last, works) = (told[^1], onChain.Count(t => !t.IsUndone));
            Assert.True(last.Stage == TradeStage.Settled == (works == 1), $"{id} ended as {last.Stage}, and worked {works} times");
            Assert.True(last.Stage is TradeStage.Settled or TradeStage.Failed or TradeStage.Cancelled or TradeStage.Refused, $"{id} is {last.Stage}");
            Assert.Equal(onChain.SingleOrDefault()?.Signature, last.Signature);
        }
    }

    private static void VerifyLedger(TradingHouse house)
    {
        var ledger = house.Store.Current.Ledger;
        Assert.Equal(house.Chain.SolDelta, ledger.RealisedLamports - ledger.Positions.Sum(p => (long)p.CostLamports));
        Assert.Equal(house.Chain.All.Count(house.Chain.IsFinal) * 25_000L, (long)ledger.FeeLamports);
    }
}
