using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace PuppetEngine.Providers.Web;

/// <summary>
/// The one way to addresses that do not come from the vendors' configuration. The address is checked where the connection is made, after
/// the name was resolved and again at every redirect, so that no name can lead inside, not even one that answers differently the second time.
/// </summary>
internal sealed class EgressGuard(IOptions<WebOptions> options)
{
    /// <summary>A handler that goes nowhere but to public addresses and those that the configuration allows.</summary>
    public SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = options.Value.MaxRedirects > 0,
        MaxAutomaticRedirections = Math.Max(1, options.Value.MaxRedirects),
        UseCookies = false,
        // A proxy would resolve names out of sight of this check.
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = options.Value.Timeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        MaxResponseHeadersLength = 64,
        ConnectCallback = ConnectAsync,
    };

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var point = context.DnsEndPoint;
        var addresses = await Dns.GetHostAddressesAsync(point.Host, cancellationToken).ConfigureAwait(false);
        var allowed = options.Value.AllowedInside.Contains($"{point.Host}:{point.Port}", StringComparer.OrdinalIgnoreCase) ? addresses : Array.FindAll(addresses, PublicAddress.Is);
        if (allowed.Length == 0)
        {
            throw new EgressRefusedException(point.Host, point.Port);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, point.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
