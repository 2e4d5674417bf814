namespace PuppetEngine.Gateway.Api.Hosting;

/// <summary>The way from a gateway of its own process to the cluster: the Local build has none.</summary>
internal static class ClusterConnection
{
    /// <summary>The actor host that this build was made for.</summary>
    public const string ActorRuntime = "local";

    /// <summary>Refuses: LocalRuntime is a host for one process.</summary>
    /// <exception cref="GatewayStartException">Always, with the sentence for the person who started it.</exception>
    public static WebApplicationBuilder AddClusterConnection(this WebApplicationBuilder builder) => throw new GatewayStartException(
        "This gateway was built with ActorRuntime=Local, whose silo and gateway are one process. Start both by ./puppet up, or build with -p:ActorRuntime=Orleans to run the gateway apart.");

    /// <summary>Whose client it is, in words.</summary>
    public static string Describe(IConfiguration configuration) => "no cluster";
}
