using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Hosting;
using PuppetEngine.LocalRuntime;

namespace PuppetEngine.Runtime.Bench;

/// <summary>One silo on a SQLite file.</summary>
internal sealed class BenchSilo(IHost host) : IAsyncDisposable
{
    internal const string Name = "LocalRuntime";

    internal IGrainFactory Grains { get; } = host.Services.GetRequiredService<IGrainFactory>();

    internal static async Task<BenchSilo> Start(string file)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleans(silo => silo.UseLocalhostClustering(serviceId: "puppet", clusterId: "bench").UseSqlite(file));
        var host = builder.Build();
        await host.StartAsync();
        return new BenchSilo(host);
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }
}
