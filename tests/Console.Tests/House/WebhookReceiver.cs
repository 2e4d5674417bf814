using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using PuppetEngine.Tests.TestKit.Processes;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Console.House;

/// <summary>Somebody outside who is told what waits for a person.</summary>
internal sealed class WebhookReceiver : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<(string Id, JsonNode Notice)> _notices = new();
    private readonly SemaphoreSlim _arrived = new(0);

    public WebhookReceiver()
    {
        Address = $"http://127.0.0.1:{FreePort.Next()}/hook/";
        _listener.Prefixes.Add(Address);
        _listener.Start();
        _ = ReceiveAsync();
    }

    public string Address { get; }

    /// <summary>How many notices there are with this id; more than one where a delivery was repeated.</summary>
    public int Count(string id) => _notices.Count(notice => notice.Id == id);

    /// <summary>Waits for a notice about a failure.</summary>
    public async Task<(string Id, JsonNode Notice)> WaitAsync(string happened, string code)
    {
        using var patience = new CancellationTokenSource(Eventually.Patience, TimeProvider.System);
        while (true)
        {
            foreach (var notice in _notices)
            {
                if (notice.Notice["event"]!.GetValue<string>() == happened && notice.Notice["code"]!.GetValue<string>() == code)
                {
                    return notice;
                }
            }

            await _arrived.WaitAsync(patience.Token);
        }
    }

    public void Dispose()
    {
        _listener.Close();
        _arrived.Dispose();
    }

    private async Task ReceiveAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                var notice = await JsonNode.ParseAsync(context.Request.InputStream);
                _notices.Enqueue((context.Request.Headers["Idempotency-Key"]!, notice!));
                context.Response.StatusCode = 204;
                context.Response.Close();
                _arrived.Release();
            }
        }
        catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
