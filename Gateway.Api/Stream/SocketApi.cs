using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using PuppetEngine.Gateway.Api.Access;
using PuppetEngine.Gateway.Api.Hosting;
using PuppetEngine.Gateway.Api.Http;

namespace PuppetEngine.Gateway.Api.Stream;

/// <summary>What happens, live, over a WebSocket: the events of <see cref="StreamApi"/>, for whom a socket is handier.</summary>
internal static class SocketApi
{
    /// <summary>How often an open socket is pinged.</summary>
    public static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(15);

    /// <summary>How long it may take to answer before it counts as gone.</summary>
    public static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan KeyPatience = TimeSpan.FromSeconds(10);

    /// <summary>Maps <c>/v1/ws</c>.</summary>
    public static void MapSocketApi(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/ws", Open).WithTags("Stream").WithMetadata(new KeyInFirstMessage()).Produces(StatusCodes.Status101SwitchingProtocols);

    [EndpointSummary("The events of /v1/stream over a WebSocket, of all agents or of agent.")]
    [EndpointDescription("Each message is {event,id,data}: the name, position and data that the stream has. The first is ready; with after the socket goes on behind that position, and gap says that some were missed. A browser, which cannot send headers, opens it without a key and sends {key} or {code} (a one-time code) as its first message within ten seconds; nothing else is taken. The close code is 4000 and the status of a refusal, with the problem code in the reason; 1001 when the gateway stops.")]
    private static async Task<Results<EmptyHttpResult, ProblemHttpResult>> Open(
        HttpContext context, FeedHub hub, SocketEntrance entrance, TimeProvider time, IHostApplicationLifetime lifetime, IOptions<GatewayOptions> options, string? agent, string? after)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.Headers.Upgrade = "websocket";
            return Problems.Of(StatusCodes.Status426UpgradeRequired, ProblemCodes.UpgradeRequired, "This address answers WebSockets. Open it with ws:// or wss://, or read the same events at /v1/stream.");
        }

        var caller = context.Features.Get<Caller>();
        if (!Origins.MayOpen(context.Request, options.Value.CorsOrigins, caller?.ByCookie == true))
        {
            return Problems.Of(StatusCodes.Status403Forbidden, ProblemCodes.OriginNotAllowed, "A page of another origin may not open this. Add its origin to Puppet:Gateway:CorsOrigins.");
        }

        if (StreamApi.Position(after, nameof(after), out var position) is { } wrong)
        {
            return wrong;
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        if (caller is null)
        {
            return await GreetAsync(context, hub, entrance, position, agent, time, ended.Token) ? TypedResults.Empty : StreamApi.Full(context);
        }

        // Subscribed before the answer: whatever happens once the socket is open arrives.
        var at = hub.Position;
        using var subscription = hub.Subscribe(position, out var missed, out var gapTo);
        if (subscription is null)
        {
            return StreamApi.Full(context);
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        await TellAsync(new FeedSocket(socket, time), hub, subscription, (position, missed, gapTo), position ?? at, agent, time, context.RequestAborted, ended.Token);
        return TypedResults.Empty;
    }

    /// <summary>Opens a socket of somebody who has not said who they are; false when too many of those are open.</summary>
    private static async Task<bool> GreetAsync(
        HttpContext context, FeedHub hub, SocketEntrance entrance, long? position, string? agent, TimeProvider time, CancellationToken ended)
    {
        if (!entrance.TryEnter())
        {
            return false;
        }

        using var accepted = await AcceptAsync(context, entrance);
        var socket = new FeedSocket(accepted, time);
        SocketClose? refusal;
        Task<(string Text, SocketClose? Close)> first;
        try
        {
            first = socket.ReceiveAsync(context.RequestAborted);
            var inTime = await Task.WhenAny(first, Task.Delay(KeyPatience, time, ended)) == first;
            refusal = !inTime ? (ended.IsCancellationRequested ? SocketClose.GoingAway : SocketClose.TooLate)
                : (await first).Close ?? await entrance.CheckAsync((await first).Text, AccessMiddleware.AddressOf(context));
        }
        catch
        {
            await socket.CloseAsync(SocketClose.Unavailable, null);
            throw;
        }
        finally
        {
            entrance.Leave();
        }

        if (refusal is not null)
        {
            await socket.CloseAsync(refusal, first.IsCompleted ? null : first);
            return true;
        }

        var at = hub.Position;
        using var subscription = hub.Subscribe(position, out var missed, out var gapTo);
        if (subscription is null)
        {
            await socket.CloseAsync(SocketClose.Full, null);
            return true;
        }

        await TellAsync(socket, hub, subscription, (position, missed, gapTo), position ?? at, agent, time, context.RequestAborted, ended);
        return true;
    }

    private static async Task<System.Net.WebSockets.WebSocket> AcceptAsync(HttpContext context, SocketEntrance entrance)
    {
        try
        {
            return await context.WebSockets.AcceptWebSocketAsync();
        }
        catch
        {
            entrance.Leave();
            throw;
        }
    }

    private static async Task TellAsync(
        FeedSocket socket, FeedHub hub, FeedSubscription subscription, (long? Position, IReadOnlyList<FeedEvent> Missed, long? GapTo) begin, long at, string? agent,
        TimeProvider time, CancellationToken aborted, CancellationToken ended)
    {
        // A send that is cancelled breaks the connection; so only the waiting is, and the close still carries its reason.
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ended);
        var said = new TaskCompletionSource<SocketClose>(TaskCreationOptions.RunContinuationsAsynchronously);
        var reading = ListenAsync(socket, said, over, aborted);
        var close = SocketClose.GoingAway;
        try
        {
            await socket.SendAsync(new FeedNote(at, "ready", "{}"), aborted);
            await foreach (var note in FeedReading.ReadAsync(hub, subscription, begin, agent, Timeout.InfiniteTimeSpan, time, over.Token))
            {
                if (!ReferenceEquals(note, FeedNote.Pause))
                {
                    await socket.SendAsync(note, aborted);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The peer spoke or left, or the process ends.
            close = said.Task.IsCompleted ? await said.Task : SocketClose.GoingAway;
        }
        catch (System.Net.WebSockets.WebSocketException)
        {
            close = SocketClose.Done;
        }

        await socket.CloseAsync(close, reading);
        await reading;
    }

    /// <summary>Waits for the peer: nothing is expected of it but that it goes.</summary>
    private static async Task ListenAsync(FeedSocket socket, TaskCompletionSource<SocketClose> said, CancellationTokenSource over, CancellationToken aborted)
    {
        said.SetResult((await socket.ReceiveAsync(aborted)).Close ?? SocketClose.Invalid);
        await over.CancelAsync();
    }
}
