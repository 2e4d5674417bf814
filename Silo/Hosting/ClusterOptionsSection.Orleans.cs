namespace PuppetEngine.Silo.Hosting;

/// <summary>How this silo meets its neighbours. Section <c>Puppet:Cluster</c>; read by the Orleans build only.</summary>
internal sealed class ClusterOptionsSection
{
    /// <summary>The section's name.</summary>
    public const string Name = "Puppet:Cluster";

    /// <summary>Silos of one id form one cluster; may change with a deployment. Default: <c>puppet</c>.</summary>
    public string Id { get; set; } = "puppet";

    /// <summary>The address the silo's ports listen on; loopback only. Default: <c>127.0.0.1</c>.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>The port for neighbours. Default: 11111.</summary>
    public int SiloPort { get; set; } = 11111;

    /// <summary>The port for clients, as a gateway in a process of its own. Default: 30000.</summary>
    public int GatewayPort { get; set; } = 30000;
}
