using System.Net;
using System.Net.Sockets;

namespace PuppetEngine.Silo.Hosting;

/// <summary>
/// Tries the gateway's address before anything else begins. The gateway listens last, when agents may be at work already: a port in use
/// would otherwise be found in the middle of their turns.
/// </summary>
internal static class ListenCheck
{
    private const string Setting = "Puppet:Gateway:Url";

    /// <summary>Tries the address, where it is one and nothing else decides.</summary>
    /// <exception cref="StartupException">It cannot be listened on.</exception>
    public static void Check(IConfiguration configuration)
    {
        var isElsewhere = configuration["urls"] is { Length: > 0 } || string.Equals(configuration["Puppet:Gateway:Enabled"], "false", StringComparison.OrdinalIgnoreCase);
        if (isElsewhere || !Uri.TryCreate(configuration[Setting] ?? "http://127.0.0.1:8080", UriKind.Absolute, out var url) || url.Port <= 0)
        {
            return;
        }

        var address = IPAddress.TryParse(url.Host.Trim('[', ']'), out var ip) ? ip : string.Equals(url.Host, "localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback : null;
        if (address is null)
        {
            return;
        }

        try
        {
            using var listener = new TcpListener(address, url.Port);
            listener.Start();
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new StartupException($"The gateway cannot listen at {url}: the port is in use. Stop what listens there, or choose another with --port N.", e);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AccessDenied or SocketError.AddressNotAvailable)
        {
            throw new StartupException($"The gateway cannot listen at {url}: {e.Message.TrimEnd('.')}. Choose an address of this machine and a port above 1023, by --port N or {Setting}.", e);
        }
    }
}
