using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Turns.Bench;

/// <summary>What runs in a process of its own for the fleet: the registration of agents, and the product that finds them.</summary>
internal static class FleetProcess
{
    /// <summary><c>register DIR EMULATORS PREFIX FROM COUNT TICKS SPREAD</c>: agents made through their grains, under a clock that stands but for steps over a spread of seconds.</summary>
    internal static async Task<int> RegisterAsync(string[] args)
    {
        var (prefix, from, count) = (args[2], Number(args[3]), Number(args[4]));
        var start = new DateTimeOffset(long.Parse(args[5], CultureInfo.InvariantCulture), TimeSpan.Zero);
        var clock = new StandingClock(start);
        await using (var product = await Product.StartAsync(args[0], new Uri(args[1]), clock))
        {
            // The reminders of a fleet do not all tick in one second: neither do these.
            var parts = Math.Max(10, count / 200);
            for (var part = 0; part < parts; part++)
            {
                clock.Set(start + TimeSpan.FromSeconds(Number(args[6]) * part / (double)parts));
                await Parallel.ForEachAsync(
                    Enumerable.Range(from + (part * count / parts), count / parts),
                    new ParallelOptions { MaxDegreeOfParallelism = 128 },
                    async (n, _) => await product.Grains.GetGrain<IAgentGrain>(Personas.Id(prefix, n)).Define(Personas.Definition(Personas.Id(prefix, n), n, 24, 48)));
            }

            Console.WriteLine("done");
        }

        return 0;
    }

    /// <summary><c>fleet DIR EMULATORS OFFSETTICKS</c>: the product on a moved clock. It answers <c>now</c> with its figures.</summary>
    internal static async Task<int> RunAsync(string[] args)
    {
        var clock = new BenchClock(TimeSpan.FromTicks(long.Parse(args[2], CultureInfo.InvariantCulture)));
        await using var product = await Product.StartAsync(args[0], new Uri(args[1]), clock);
        var address = product.App.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var started = (TimeProvider.System.GetUtcNow() - Process.GetCurrentProcess().StartTime.ToUniversalTime()).TotalSeconds;
        Console.WriteLine(JsonSerializer.Serialize(new FleetStart(address, started)));
        while (await Console.In.ReadLineAsync() is not null)
        {
            Console.WriteLine(JsonSerializer.Serialize(new FleetNow(
                clock.GetUtcNow(), product.Watch.Remembered, product.Watch.Failed, product.Watch.UnderWay, [.. product.Watch.Lateness], product.Watch.LastFailure)));
        }

        return 0;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>What the product says when it is ready.</summary>
internal sealed record FleetStart(string Address, double Seconds);

/// <summary>What it says when asked.</summary>
internal sealed record FleetNow(DateTimeOffset At, long Posted, long Failed, long UnderWay, double[] Lateness, string LastFailure);
