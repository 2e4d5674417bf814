using System.Net;
using System.Net.Sockets;

namespace PuppetEngine.Silo.Hosting;

/// <summary>Tries the silo's own ports before anything else begins, as <see cref="ListenCheck"/> tries the gateway's: a second silo on one machine needs others.</summary>
internal static class ClusterPorts
{
    /// <summary>Tries both ports.</summary>
    /// <exception cref="StartupException">One is no port, or cannot be listened on.</exception>
    public static void Check(IPAddress address, ClusterOptionsSection cluster)
    {
        Check(address, nameof(cluster.SiloPort), cluster.SiloPort);
        Check(address, nameof(cluster.GatewayPort), cluster.GatewayPort);
    }

    private static void Check(IPAddress address, string name, int port)
    {
        var setting = $"{ClusterOptionsSection.Name}:{name}";
        if (port is < 1 or > IPEndPoint.MaxPort)
        {
            throw new StartupException($"{setting} is {port}. Set it between 1 and {IPEndPoint.MaxPort}: it is what others find this silo by.", null);
        }

        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new StartupException($"The silo cannot listen at {new IPEndPoint(address, port)}: the port is in use. Stop what listens there, or choose another by {setting}.", e);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AccessDenied or SocketError.AddressNotAvailable)
        {
            throw new StartupException($"The silo cannot listen at {new IPEndPoint(address, port)}: {e.Message.TrimEnd('.')}. Choose a port above 1023 by {setting}.", e);
        }
    }
}
