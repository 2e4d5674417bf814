using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PuppetEngine.Providers.X.Login;

/// <summary>A server of one page on this machine that waits for the browser to come back from X.</summary>
internal static class LoopbackRedirect
{
    private const int LongestRequest = 8_192;

    /// <summary>Waits for a request to the address's path, answers it with a short page, and returns the address with its query.</summary>
    internal static async Task<Uri> WaitAsync(Uri address, CancellationToken cancellationToken)
    {
        using var listener = new TcpListener(IPAddress.Loopback, address.Port);
        try
        {
            listener.Start();
        }
        catch (SocketException e)
        {
            throw new XLoginException($"Port {address.Port} of this machine cannot be listened on ({e.SocketErrorCode}). Free it, or paste the address that the browser ends at.");
        }

        while (true)
        {
            using var browser = await listener.AcceptTcpClientAsync(cancellationToken);
            if (await ServeAsync(browser, address, cancellationToken) is { } redirected)
            {
                return redirected;
            }
        }
    }

    private static async Task<Uri?> ServeAsync(TcpClient browser, Uri address, CancellationToken cancellationToken)
    {
        try
        {
            var stream = browser.GetStream();
            var target = await ReadTargetAsync(stream, cancellationToken);
            // A browser asks for icons too; only the redirect ends the wait.
            var found = target is not null && Uri.TryCreate(address, target, out var asked) && asked.Authority == address.Authority && asked.AbsolutePath == address.AbsolutePath ? asked : null;
            var page = found is null ? "Not here." : "Done. Close this window and go back to the terminal.";
            var answer = $"HTTP/1.1 {(found is null ? "404 Not Found" : "200 OK")}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {page.Length}\r\nConnection: close\r\n\r\n{page}";
            await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), cancellationToken);
            return found;
        }
        catch (IOException)
        {
            // The browser hung up; the next connection counts.
            return null;
        }
    }

    private static async Task<string?> ReadTargetAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[LongestRequest];
        var length = 0;
        while (length < buffer.Length)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
            length += read;
            var text = Encoding.ASCII.GetString(buffer, 0, length);
            if (read == 0 || text.Contains("\r\n\r\n", StringComparison.Ordinal))
            {
                var parts = text.Split("\r\n")[0].Split(' ');
                return parts is ["GET", var target, ..] && target.StartsWith('/') ? target : null;
            }
        }

        return null;
    }
}
