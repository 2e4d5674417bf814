using System.Net;
using System.Net.Sockets;
using Orleans.Configuration;
using Orleans.Hosting;

namespace PuppetEngine.Gateway.Api.Hosting;

/// <summary>The way from a gateway of its own process to the cluster: a client of Microsoft Orleans.</summary>
internal static class ClusterConnection
{
    /// <summary>The actor host that this build was made for.</summary>
    public const string ActorRuntime = "orleans";

    private const string ServiceId = "puppet";
    private const string LocalSilo = "127.0.0.1:30000";

    /// <summary>
    /// Connects to the silos of <see cref="GatewayOptions.Silos"/>, or to the localhost cluster where none are named. <c>Puppet:Cluster:Id</c> must be
    /// that of the silos. Default: <c>puppet</c>.
    /// </summary>
    /// <exception cref="GatewayStartException">The name of a silo is none, or nobody knows it.</exception>
    public static WebApplicationBuilder AddClusterConnection(this WebApplicationBuilder builder)
    {
        var silos = Silos(builder.Configuration);
        var endpoints = silos.SelectMany(Resolve).ToArray();
        var clusterId = ClusterId(builder.Configuration);
        builder.UseOrleansClient(client =>
        {
            client.UseConnectionRetryFilter<ClusterPatience>();
            if (silos.Count == 0)
            {
                client.UseLocalhostClustering(serviceId: ServiceId, clusterId: clusterId);
                return;
            }

            client.UseStaticClustering(endpoints);
            client.Configure<ClusterOptions>(options => (options.ServiceId, options.ClusterId) = (ServiceId, clusterId));
        });
        return builder;
    }

    /// <summary>Whose client it is, in words.</summary>
    public static string Describe(IConfiguration configuration) =>
        $"the cluster '{ClusterId(configuration)}' at {(Silos(configuration) is { Count: > 0 } silos ? string.Join(", ", silos) : LocalSilo)}";

    /// <summary>The sentence for a cluster that does not answer.</summary>
    internal static string Unreachable(IConfiguration configuration, TimeSpan waited, Exception why) => FormattableString.Invariant(
        $"No silo of {Describe(configuration)} answered within {waited.TotalSeconds:0} seconds ({why.GetBaseException().Message.TrimEnd('.')}). Start a silo there, or name its gateway port in {GatewayOptions.Section}:Silos; Puppet:Cluster:Id must be the silo's.");

    private static List<string> Silos(IConfiguration configuration) => configuration.GetSection($"{GatewayOptions.Section}:{nameof(GatewayOptions.Silos)}").Get<List<string>>() ?? [];

    private static string ClusterId(IConfiguration configuration) => configuration["Puppet:Cluster:Id"] ?? ServiceId;

    private static IEnumerable<IPEndPoint> Resolve(string silo)
    {
        if (!Uri.TryCreate("tcp://" + silo, UriKind.Absolute, out var address) || address.Port <= 0)
        {
            throw new GatewayStartException($"{GatewayOptions.Section}:Silos has '{silo}'. Give host and port of a silo's gateway port, as in silo-0:30000.");
        }

        try
        {
            return Dns.GetHostAddresses(address.Host).Select(ip => new IPEndPoint(ip, address.Port));
        }
        catch (SocketException unknown)
        {
            throw new GatewayStartException($"{GatewayOptions.Section}:Silos has '{silo}', and nobody knows that host ({unknown.Message.TrimEnd('.')}). Correct the name, or wait until the silo is there and start again.", unknown);
        }
    }
}
