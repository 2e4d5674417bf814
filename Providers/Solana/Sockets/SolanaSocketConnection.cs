using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PuppetEngine.Providers.Solana.Sockets;

/// <summary>One connection with one subscription.</summary>
internal sealed class SolanaSocketConnection : IDisposable
{
    /// <summary>The largest account has ten megabytes, a third more in base64.</summary>
    private const int LargestMessage = 16 * 1024 * 1024;

    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(20);

    private readonly ClientWebSocket _socket = new();
    private readonly string _notification;

    private SolanaSocketConnection(string notification)
    {
        _notification = notification;
        _socket.Options.KeepAliveInterval = KeepAlive;
        _socket.Options.KeepAliveTimeout = KeepAlive;
    }

    /// <summary>Connects and subscribes; null if either failed, after which the caller connects again.</summary>
    public static async Task<SolanaSocketConnection?> OpenAsync(Uri address, string topic, JsonArray parameters, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        var connection = new SolanaSocketConnection(topic + "Notification");
        var subscribed = false;
        using var cut = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cut.Token, cancellationToken);
        try
        {
            await connection._socket.ConnectAsync(address, either.Token);
            var request = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = topic + "Subscribe", ["params"] = parameters.DeepClone() };
            await connection._socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(request.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, either.Token);
            subscribed = await connection.MessageAsync(either.Token) is { ValueKind: JsonValueKind.Object } answer
                && answer.TryGetProperty("result", out var id) && id.ValueKind == JsonValueKind.Number;
            return subscribed ? connection : null;
        }
        catch (Exception failure) when (failure is WebSocketException or IOException or JsonException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
        finally
        {
            if (!subscribed)
            {
                connection.Dispose();
            }
        }
    }

    /// <summary>The next news; null when the connection dropped or told something unreadable.</summary>
    public async Task<JsonElement?> NextAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await MessageAsync(cancellationToken) is { } message)
            {
                if (message.TryGetProperty("method", out var method) && method.GetString() == _notification)
                {
                    return message.GetProperty("params").GetProperty("result");
                }
            }

            return null;
        }
        catch (Exception failure) when (failure is WebSocketException or IOException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task<JsonElement?> MessageAsync(CancellationToken cancellationToken)
    {
        using var message = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close || message.Length + part.Count > LargestMessage)
            {
                return null;
            }

            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
            {
                using var document = JsonDocument.Parse(message.GetBuffer().AsMemory(0, (int)message.Length));
                return document.RootElement.Clone();
            }
        }
    }
}
