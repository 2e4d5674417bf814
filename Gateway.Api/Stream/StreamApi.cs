using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PuppetEngine.Gateway.Api.Http;

namespace PuppetEngine.Gateway.Api.Stream;

/// <summary>What happens, live, as server-sent events.</summary>
internal static class StreamApi
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    /// <summary>Maps <c>/v1/stream</c>.</summary>
    public static void MapStreamApi(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/stream", Stream).WithTags("Stream").Produces<FeedEvent>(StatusCodes.Status200OK, "text/event-stream");

    [EndpointSummary("Server-sent events of all agents, or of agent.")]
    [EndpointDescription("Each has the journal's kind as its name and its feed position as its id; with the header Last-Event-ID (or after) the stream goes on behind it. An event gap says that some were missed: read the lists again.")]
    private static async Task<Results<EmptyHttpResult, ProblemHttpResult>> Stream(
        HttpContext context, FeedHub hub, TimeProvider time, IHostApplicationLifetime lifetime,
        [FromHeader(Name = "Last-Event-ID")] string? lastEventId, string? agent, string? after)
    {
        var asked = string.IsNullOrEmpty(lastEventId) ? after : lastEventId;
        long? position = null;
        if (asked is not null)
        {
            if (!long.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed))
            {
                return Problems.Field("Last-Event-ID", "Last-Event-ID is none that this stream gave. Leave it out to begin with the next event.");
            }

            position = parsed;
        }

        using var subscription = hub.Subscribe(position, out var missed, out var gapTo);
        if (subscription is null)
        {
            context.Response.Headers.RetryAfter = "10";
            return Problems.Of(StatusCodes.Status503ServiceUnavailable, ProblemCodes.TooManySubscribers, "The stream has as many subscribers as it may. Close one, or raise Puppet:Gateway:MaxSubscribers.");
        }

        context.Response.ContentType = "text/event-stream; charset=utf-8";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await WriteAllAsync(context.Response, hub, subscription, (position, missed, gapTo), agent, time, ended.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The subscriber went away, or the process ends: both are how a stream ends.
        }
        catch (IOException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The same, noticed while writing.
        }

        return TypedResults.Empty;
    }

    private static async Task WriteAllAsync(
        HttpResponse response, FeedHub hub, FeedSubscription subscription, (long? Position, IReadOnlyList<FeedEvent> Missed, long? GapTo) begin, string? agent, TimeProvider time, CancellationToken cancellationToken)
    {
        // The browser's own wait before it comes back, in milliseconds.
        await response.WriteAsync("retry: 2000\n\n", cancellationToken);
        var last = begin.Position;
        if (begin.GapTo is { } gapTo)
        {
            await WriteGapAsync(response, hub, last, gapTo, cancellationToken);
            last = gapTo;
        }

        foreach (var item in begin.Missed)
        {
            last = await WriteAsync(response, item, agent, cancellationToken);
        }

        await response.Body.FlushAsync(cancellationToken);
        while (true)
        {
            while (subscription.TryTake(out var item, out var missedTo))
            {
                if (item is not null)
                {
                    last = await WriteAsync(response, item, agent, cancellationToken);
                }
                else
                {
                    await WriteGapAsync(response, hub, last, missedTo, cancellationToken);
                    last = missedTo;
                }
            }

            await response.Body.FlushAsync(cancellationToken);
            using var silence = new CancellationTokenSource(KeepAlive, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
            try
            {
                if (!await subscription.WaitAsync(either.Token))
                {
                    return;
                }
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                await response.WriteAsync(": keep-alive\n\n", cancellationToken);
            }
        }
    }

    private static async Task<long> WriteAsync(HttpResponse response, FeedEvent item, string? agent, CancellationToken cancellationToken)
    {
        if (agent is null || item.AgentId == agent)
        {
            await WriteEventAsync(response, item.Position, item.Kind, JsonSerializer.Serialize(item, GatewayJson.Options), cancellationToken);
        }

        return item.Position;
    }

    private static Task WriteGapAsync(HttpResponse response, FeedHub hub, long? from, long to, CancellationToken cancellationToken)
    {
        hub.CountGap();
        return WriteEventAsync(response, to, "gap", JsonSerializer.Serialize(new FeedGap(from, to), GatewayJson.Options), cancellationToken);
    }

    private static Task WriteEventAsync(HttpResponse response, long id, string name, string json, CancellationToken cancellationToken)
    {
        // JSON escapes line breaks, so that an event's data is one line whatever a text holds.
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"id: {id}\nevent: {name}\ndata: ").Append(json).Append("\n\n");
        return response.WriteAsync(text.ToString(), cancellationToken);
    }
}
