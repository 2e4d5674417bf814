namespace PuppetEngine.Gateway.Api.Hosting;

/// <summary>The way from a gateway of its own process to the cluster: the Local build has none.</summary>
internal static class ClusterConnection
{
    /// <summary>Refuses: LocalRuntime is a host for one process.</summary>
    /// <exception cref="InvalidOperationException">Always, with the sentence for the person who started it.</exception>
    public static WebApplicationBuilder AddClusterConnection(this WebApplicationBuilder builder) => throw new InvalidOperationException(
        "This gateway was built with ActorRuntime=Local, whose silo and gateway are one process. Start both by ./puppet up, or build with -p:ActorRuntime=Orleans to run the gateway apart.");
}
