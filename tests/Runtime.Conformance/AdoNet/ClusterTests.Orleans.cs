using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace PuppetEngine.Tests.Runtime.Conformance.AdoNet;

/// <summary>Two silos and a client that know one another only through the membership table of deploy/sql.</summary>
public abstract class ClusterTests<TDatabase> : IDisposable
    where TDatabase : TestDatabase, new()
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TestDatabase _database = new TDatabase();
    private readonly ReminderWitness _witness = new();

    public void Dispose()
    {
        _database.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Each_key_lives_once_in_the_cluster_and_both_silos_host_some()
    {
        await using var one = await AdoNetSilo.StartAsync(_database, _witness);
        await using var two = await AdoNetSilo.StartAsync(_database, _witness);

        // Which silo gets a key is chosen by what each has told of its load: a silo that has just started may not be chosen at first.
        var places = new HashSet<string>(StringComparer.Ordinal);
        using var patience = new CancellationTokenSource(Patience);
        for (var n = 0; n < 40 || (places.Count < 2 && !patience.IsCancellationRequested); n++)
        {
            var key = $"probe-{n}";
            var both = await Task.WhenAll(one.Grains.GetGrain<IClusterProbeGrain>(key).Count(), two.Grains.GetGrain<IClusterProbeGrain>(key).Count());
            Assert.Equal(["1", "2"], both.Select(answer => answer.Split(' ')[0]).Order(StringComparer.Ordinal));
            Assert.Single(both.Select(answer => answer.Split(' ')[1]).Distinct());
            places.Add(await one.Grains.GetGrain<IClusterProbeGrain>(key).Where());
        }

        Assert.Equal(2, places.Count);
        Assert.Equal(2, _database.Query("SELECT 1 FROM OrleansMembershipTable WHERE Status = 3").Count);
    }

    [Fact]
    public async Task A_client_finds_the_gateways_in_the_table()
    {
        await using var silo = await AdoNetSilo.StartAsync(_database, _witness);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleansClient(client =>
        {
            client.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (_database.Invariant, _database.ConnectionString));
            client.Configure<ClusterOptions>(options => (options.ServiceId, options.ClusterId) = ("puppet", "test"));
        });
        using var host = builder.Build();
        await host.StartAsync();

        var answer = await host.Services.GetRequiredService<IClusterClient>().GetGrain<IClusterProbeGrain>("ada").Count();

        Assert.StartsWith("1 ", answer, StringComparison.Ordinal);
        await host.StopAsync();
    }

    [Fact]
    public async Task Who_survives_takes_over_grains_and_reminders_of_a_killed_silo()
    {
        await using var survivor = await AdoNetSilo.StartAsync(_database, _witness);
        var victim = await AdoNetSilo.StartAsync(_database, _witness);
        var keys = Enumerable.Range(0, 20).Select(n => $"probe-{n}").ToList();
        foreach (var key in keys)
        {
            await survivor.Grains.GetGrain<IClusterProbeGrain>(key).Count();
            await survivor.Grains.GetGrain<IClusterProbeGrain>(key).Remind();
        }

        var dead = survivor.WaitUntilDeadAsync(victim.Address);
        await victim.KillAsync();
        await dead.WaitAsync(Patience);

        var ticks = keys.Select(_witness.NextTick).ToList();
        foreach (var key in keys)
        {
            var grain = survivor.Grains.GetGrain<IClusterProbeGrain>(key);
            Assert.StartsWith("2 ", await grain.Count(), StringComparison.Ordinal);
            Assert.Equal(survivor.Address.ToString(), await grain.Where());
        }

        Assert.All(await Task.WhenAll(ticks).WaitAsync(Patience), silo => Assert.Equal(survivor.Address.ToString(), silo));
    }

    [Fact]
    public async Task A_reminder_ticks_after_the_whole_cluster_restarted()
    {
        await using (var first = await AdoNetSilo.StartAsync(_database, _witness))
        {
            await first.Grains.GetGrain<IClusterProbeGrain>("ada").Remind();
        }

        var tick = _witness.NextTick("ada");
        await using var next = await AdoNetSilo.StartAsync(_database, _witness);
        Assert.Equal(next.Address.ToString(), await tick.WaitAsync(Patience));
    }
}

/// <summary>On PostgreSQL.</summary>
public sealed class PostgresClusterTests : ClusterTests<PostgresTestDatabase>;

/// <summary>On one SQLite file: two silos on one machine.</summary>
public sealed class SqliteClusterTests : ClusterTests<SqliteTestDatabase>;
