using System.Net;
using System.Net.Sockets;

namespace PuppetEngine.Tests.TestKit.Processes;

/// <summary>
/// Ports for programs that must be told theirs before they start. They lie below those that the system gives to clients and to port 0,
/// which would otherwise be taken by anybody's connection between the choice and the start; no two choices of a program are equal, and
/// programs that run side by side begin at different places.
/// </summary>
public static class FreePort
{
    private const int First = 20_000;
    private const int Count = 12_000;
    private static int _next = unchecked((int)((uint)Environment.ProcessId * 2_654_435_761)) & int.MaxValue;

    /// <summary>A loopback port that nobody listens on now.</summary>
    /// <exception cref="InvalidOperationException">All of them are taken.</exception>
    public static int Next()
    {
        for (var tries = 0; tries < Count; tries++)
        {
            var port = First + ((Interlocked.Increment(ref _next) & int.MaxValue) % Count);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException taken) when (taken.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                // Somebody listens there: the next one.
            }
        }

        throw new InvalidOperationException($"All ports from {First} to {First + Count - 1} are taken.");
    }
}
