using System.Net;
using Orleans.Configuration;
using Orleans.Hosting;

namespace PuppetEngine.Gateway.Api.Hosting;

/// <summary>The way from a gateway of its own process to the cluster: a client of Microsoft Orleans.</summary>
internal static class ClusterConnection
{
    private const string ServiceId = "puppet";

    /// <summary>
    /// Connects to the silos of <see cref="GatewayOptions.Silos"/>, or to the localhost cluster where none are named. <c>Puppet:Cluster:Id</c> must be
    /// that of the silos. Default: <c>puppet</c>.
    /// </summary>
    public static WebApplicationBuilder AddClusterConnection(this WebApplicationBuilder builder)
    {
        var silos = builder.Configuration.GetSection($"{GatewayOptions.Section}:{nameof(GatewayOptions.Silos)}").Get<List<string>>() ?? [];
        var clusterId = builder.Configuration["Puppet:Cluster:Id"] ?? ServiceId;
        builder.UseOrleansClient(client =>
        {
            if (silos.Count == 0)
            {
                client.UseLocalhostClustering(serviceId: ServiceId, clusterId: clusterId);
                return;
            }

            client.UseStaticClustering([.. silos.SelectMany(Resolve)]);
            client.Configure<ClusterOptions>(options => (options.ServiceId, options.ClusterId) = (ServiceId, clusterId));
        });
        return builder;
    }

    private static IEnumerable<IPEndPoint> Resolve(string silo)
    {
        var address = new Uri("tcp://" + silo);
        return Dns.GetHostAddresses(address.Host).Select(ip => new IPEndPoint(ip, address.Port));
    }
}
