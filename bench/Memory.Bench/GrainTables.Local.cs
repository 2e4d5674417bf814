using Orleans.Hosting;
using PuppetEngine.LocalRuntime;

namespace PuppetEngine.Memory.Bench;

/// <summary>Where grains keep their state: LocalRuntime's own tables.</summary>
internal static class GrainTables
{
    internal static void Add(ISiloBuilder silo, string file) => silo.UseLocalhostClustering(serviceId: "puppet", clusterId: "bench").UseSqlite(file);
}
