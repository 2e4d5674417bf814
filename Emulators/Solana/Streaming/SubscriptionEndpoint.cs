using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using PuppetEngine.Emulators.Control;
using PuppetEngine.Emulators.Solana.Rpc;

namespace PuppetEngine.Emulators.Solana.Streaming;

/// <summary>Subscriptions over a WebSocket.</summary>
internal sealed class SubscriptionEndpoint(SubscriptionHub hub, FaultBook faults, CounterBook counters, EmulatorLifetime lifetime)
{
    private const int LongestMessage = 64 * 1024;

    public async Task HandleAsync(HttpContext http, SolanaNode node)
    {
        if (!http.WebSockets.IsWebSocketRequest)
        {
            await RpcEndpoint.WriteAsync(http, 405, "Used HTTP Method is not allowed. POST or OPTIONS is required\n"u8.ToArray(), "text/plain");
            return;
        }

        counters.Add("requests", $"GET {node.Path}");
        if (faults.Decide($"GET {node.Path}", $"GET {node.Path}", "").End is not null)
        {
            http.Abort();
            return;
        }

        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        var subscriber = new SubscriptionSocket(node, hub);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.Stopping);
        try
        {
            var sending = SendAsync(http, socket, subscriber, over.Token);
            await ReceiveAsync(socket, subscriber, node, over.Token);
            await over.CancelAsync();
            await sending;
        }
        finally
        {
            hub.Remove(subscriber);
        }
    }

    private static async Task ReceiveAsync(WebSocket socket, SubscriptionSocket subscriber, SolanaNode node, CancellationToken over)
    {
        var buffer = new byte[LongestMessage];
        var length = 0;
        try
        {
            while (socket.State == WebSocketState.Open && length < buffer.Length)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(length), over);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, over);
                    return;
                }

                length += part.Count;
                if (part.EndOfMessage)
                {
                    lock (node.Chain.Gate)
                    {
                        node.Chain.Advance();
                        subscriber.Receive(buffer[..length]);
                    }

                    length = 0;
                }
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The subscriber has gone, or the emulator stops: nobody is left to be told.
            return;
        }
    }

    private static async Task SendAsync(HttpContext http, WebSocket socket, SubscriptionSocket subscriber, CancellationToken over)
    {
        try
        {
            await foreach (var line in subscriber.Lines.ReadAllAsync(over))
            {
                await socket.SendAsync(line, WebSocketMessageType.Text, endOfMessage: true, over);
            }

            if (subscriber.IsBroken)
            {
                http.Abort();
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // As above.
            return;
        }
    }
}
