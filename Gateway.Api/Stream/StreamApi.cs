using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PuppetEngine.Gateway.Api.Http;

namespace PuppetEngine.Gateway.Api.Stream;

/// <summary>What happens, live, as server-sent events.</summary>
internal static class StreamApi
{
    /// <summary>What one subscriber too many is told.</summary>
    internal const string FullSentence = "The stream has as many subscribers as it may. Close one, or raise Puppet:Gateway:MaxSubscribers.";

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
        if (Position(string.IsNullOrEmpty(lastEventId) ? after : lastEventId, "Last-Event-ID", out var position) is { } wrong)
        {
            return wrong;
        }

        using var subscription = hub.Subscribe(position, out var missed, out var gapTo);
        if (subscription is null)
        {
            return Full(context);
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

    /// <summary>Reads a position that the feed gave; a problem when it is none.</summary>
    internal static ProblemHttpResult? Position(string? asked, string name, out long? position)
    {
        position = null;
        if (asked is null)
        {
            return null;
        }

        if (!long.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed))
        {
            return Problems.Field(name, $"{name} is none that this stream gave. Leave it out to begin with the next event.");
        }

        position = parsed;
        return null;
    }

    /// <summary>The refusal of one subscriber too many.</summary>
    internal static ProblemHttpResult Full(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "10";
        return Problems.Of(StatusCodes.Status503ServiceUnavailable, ProblemCodes.TooManySubscribers, FullSentence);
    }

    private static async Task WriteAllAsync(
        HttpResponse response, FeedHub hub, FeedSubscription subscription, (long? Position, IReadOnlyList<FeedEvent> Missed, long? GapTo) begin, string? agent, TimeProvider time, CancellationToken cancellationToken)
    {
        // The browser's own wait before it comes back, in milliseconds.
        await response.WriteAsync("retry: 2000\n\n", cancellationToken);
        await foreach (var note in FeedReading.ReadAsync(hub, subscription, begin, agent, KeepAlive, time, cancellationToken))
        {
            if (ReferenceEquals(note, FeedNote.Pause))
            {
                await response.Body.FlushAsync(cancellationToken);
            }
            else
            {
                // JSON escapes line breaks, so that an event's data is one line whatever a text holds.
                await response.WriteAsync(
                    ReferenceEquals(note, FeedNote.Silence) ? ": keep-alive\n\n" : string.Create(CultureInfo.InvariantCulture, $"id: {note.Position}\nevent: {note.Name}\ndata: {note.Json}\n\n"),
                    cancellationToken);
            }
        }
    }
}
