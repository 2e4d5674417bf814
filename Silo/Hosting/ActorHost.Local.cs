using Orleans.Hosting;
using PuppetEngine.LocalRuntime;

namespace PuppetEngine.Silo.Hosting;

/// <summary>The actor host that this build was made for: LocalRuntime, one process on SQLite.</summary>
internal static class ActorHost
{
    /// <summary>What the start says it is.</summary>
    public const string Name = "local";

    /// <summary>Adds the silo, its grain state and its reminders.</summary>
    public static void Add(WebApplicationBuilder builder, string dataDirectory) => builder.UseOrleans(silo => silo
        .UseLocalhostClustering(serviceId: "puppet", clusterId: "puppet")
        .UseSqlite(Path.Combine(dataDirectory, "grains.db")));

    /// <summary>Maps what the host itself shows: nothing.</summary>
    public static void Map(WebApplication app)
    {
    }
}
