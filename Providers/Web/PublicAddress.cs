using System.Net;
using System.Net.Sockets;

namespace PuppetEngine.Providers.Web;

/// <summary>Which addresses lie on the public internet: all but those that the special-purpose registries of IANA (RFC 6890) set apart.</summary>
internal static class PublicAddress
{
    private static readonly IPNetwork[] Apart4 =
    [
        .. ((string[])[
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        ]).Select(IPNetwork.Parse),
    ];

    // Of IPv6 only global unicast is public, and of that not what documents, tunnels and benchmarks use.
    private static readonly IPNetwork Global6 = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork[] Apart6 = [.. ((string[])["2001::/23", "2001:db8::/32", "3fff::/20"]).Select(IPNetwork.Parse)];
    private static readonly IPNetwork Translated6 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork Tunnelled6 = IPNetwork.Parse("2002::/16");

    /// <summary>Whether an address is public. One that carries an IPv4 address is judged by that.</summary>
    public static bool Is(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return Is(address.MapToIPv4());
        }

        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return !Array.Exists(Apart4, network => network.Contains(address));
        }

        var bytes = address.GetAddressBytes();
        return Translated6.Contains(address) ? Is(new IPAddress(bytes.AsSpan(12)))
            : Tunnelled6.Contains(address) ? Is(new IPAddress(bytes.AsSpan(2, 4)))
            : Global6.Contains(address) && !Array.Exists(Apart6, network => network.Contains(address));
    }
}
