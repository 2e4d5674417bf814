using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace PuppetEngine.Gateway.Api.Stream;

/// <summary>One WebSocket: whole text messages in, events out, and an end with a reason.</summary>
internal sealed class FeedSocket(WebSocket socket, TimeProvider time)
{
    private const int MaxMessage = 4096;

    /// <summary>How long the peer may take to answer a close before the connection is cut.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    /// <summary>The next message; a close where it is none that is taken, or where the peer has gone.</summary>
    public async Task<(string Text, SocketClose? Close)> ReceiveAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxMessage + 1];
        var length = 0;
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
                length += part.Count;
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    return ("", SocketClose.Done);
                }

                if (length > MaxMessage)
                {
                    return ("", SocketClose.TooBig);
                }

                if (part.EndOfMessage)
                {
                    return part.MessageType == WebSocketMessageType.Text ? (Encoding.UTF8.GetString(buffer, 0, length), null) : ("", SocketClose.Invalid);
                }
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
        {
            // The connection broke, or was cut: both are how a socket may end.
            return ("", SocketClose.Done);
        }
    }

    /// <summary>Sends an event: <c>{"event":"…","id":…,"data":{…}}</c>.</summary>
    public ValueTask SendAsync(FeedNote note, CancellationToken cancellationToken)
    {
        var frame = string.Create(CultureInfo.InvariantCulture, $"{{\"event\":{JsonSerializer.Serialize(note.Name)},\"id\":{note.Position},\"data\":{note.Json}}}");
        return socket.SendAsync(Encoding.UTF8.GetBytes(frame).AsMemory(), WebSocketMessageType.Text, true, cancellationToken);
    }

    /// <summary>Closes with a reason, and gives the peer a moment to do the same.</summary>
    /// <param name="close">Why.</param>
    /// <param name="reading">The read that is under way; the peer's answer ends it.</param>
    public async Task CloseAsync(SocketClose close, Task? reading)
    {
        try
        {
            using var soon = new CancellationTokenSource(Farewell, time);
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await socket.CloseOutputAsync((WebSocketCloseStatus)close.Code, close.Reason, soon.Token);
            }

            if (reading is not null)
            {
                await reading.WaitAsync(soon.Token);
            }

            // What the peer sent meanwhile is read away: with anything unread the connection would be reset, and the reason lost.
            var rest = new byte[MaxMessage];
            while (socket.State == WebSocketState.CloseSent)
            {
                await socket.ReceiveAsync(rest.AsMemory(), soon.Token);
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
        {
            // Nobody is there to be told.
        }
        finally
        {
            if (socket.State != WebSocketState.Closed)
            {
                socket.Abort();
            }
        }
    }
}
