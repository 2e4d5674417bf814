using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Orleans;
using PuppetEngine.Gateway.Api.Access;
using PuppetEngine.Gateway.Api.Agents;
using PuppetEngine.Gateway.Api.Effects;
using PuppetEngine.Gateway.Api.Http;
using PuppetEngine.Grains.Abstractions.Events;

namespace PuppetEngine.Gateway.Api.Events;

/// <summary>What happens to agents: make it known, look it up, tell it again.</summary>
internal static class EventsApi
{
    private const double MostDelay = 366 * 24 * 3600;

    /// <summary>Maps <c>/v1/events</c>.</summary>
    public static RouteGroupBuilder MapEventsApi(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/v1/events").WithTags("Events");
        group.MapGet("", List);
        group.MapPost("", Create);
        group.MapGet("/{event_id}", Find);
        group.MapPost("/replay", Replay);
        return group;
    }

    [EndpointSummary("Events, newest first, by type and by the time they were due.")]
    private static async Task<Results<Ok<Page<EventResource>>, ProblemHttpResult>> List(
        IGrainFactory grains, string? type, DateTimeOffset? from, DateTimeOffset? to, int? limit, string? cursor)
    {
        if (Paging.Check(limit) is { } problem)
        {
            return problem;
        }

        var page = await grains.EventLog().List(new EventFilter { Type = type, From = from, To = to, Limit = limit ?? Paging.DefaultLimit, Cursor = cursor });
        return TypedResults.Ok(new Page<EventResource>([.. page.Items.Select(EventResource.From)], page.Next));
    }

    [EndpointSummary("One event, and how far it has come.")]
    private static async Task<Results<Ok<EventResource>, ProblemHttpResult>> Find([FromRoute(Name = "event_id")] string eventId, IGrainFactory grains) =>
        await grains.EventLog().Find(eventId) is { } found
            ? TypedResults.Ok(EventResource.From(found))
            : Problems.Of(StatusCodes.Status404NotFound, ProblemCodes.EventNotFound, "There is no such event. GET /v1/events lists them.");

    [EndpointSummary("Makes an event known to agents, now or later.")]
    [EndpointDescription("202 once it is stored. Needs the header Idempotency-Key: the same key and event give the same one, another event is a conflict. What it says is labelled operator.")]
    internal static async Task<Results<Accepted<EventResource>, ProblemHttpResult>> Create(
        CreateEventRequest request, [FromHeader(Name = IdempotencyKeys.Header)] string? idempotencyKey, Caller caller, IGrainFactory grains, TimeProvider time)
    {
        if (IdempotencyKeys.Read(idempotencyKey, out var key) is { } missing)
        {
            return missing;
        }

        if (request is { DueAt: not null, DelaySeconds: not null } || request.DelaySeconds is < 0 or > MostDelay or double.NaN)
        {
            return Problems.Field("delay_seconds", "delay_seconds is 0 to a year's seconds, and stands instead of due_at.", ProblemCodes.InvalidBody);
        }

        var result = await grains.EventLog().Publish(new EventDraft
        {
            Cause = key,
            Source = EventSources.Of(EventSources.Api, caller.Name),
            Type = request.Type,
            Data = request.Data.ValueKind == System.Text.Json.JsonValueKind.Undefined ? "{}" : request.Data.GetRawText(),
            Priority = request.Priority,
            Targets = [.. request.TargetAgentIds ?? []],
            Tag = request.Tag,
            Due = request.DelaySeconds is { } delay ? time.GetUtcNow().AddSeconds(delay) : request.DueAt,
        });
        return Answer(result);
    }

    [EndpointSummary("Tells a span of the past again, to see what would come of it.")]
    [EndpointDescription("At most 1,000 events, at the steps of time in which they happened. Nothing is sent and nothing remembered; the journal says what each agent would have done. Needs the header Idempotency-Key.")]
    private static async Task<Results<Accepted<ReplayResource>, ProblemHttpResult>> Replay(
        ReplayEventsRequest request, [FromHeader(Name = IdempotencyKeys.Header)] string? idempotencyKey, Caller caller, IGrainFactory grains)
    {
        if (IdempotencyKeys.Read(idempotencyKey, out var key) is { } missing)
        {
            return missing;
        }

        if (request.To <= request.From)
        {
            return Problems.Field("to", "to must be after from.", ProblemCodes.InvalidBody);
        }

        var events = await grains.EventLog().Replay(new EventFilter { Type = request.Type, From = request.From, To = request.To }, $"{caller.Name}/{key}");
        return TypedResults.Accepted("/v1/events", new ReplayResource(events));
    }

    /// <summary>The answer to whoever made an event known.</summary>
    internal static Results<Accepted<EventResource>, ProblemHttpResult> Answer(EventResult result) => result switch
    {
        { Event: { } stored } => TypedResults.Accepted($"/v1/events/{stored.Event.Id}", EventResource.From(stored)),
        { Problem: EventProblemCodes.UnknownWebhook } => Problems.Of(StatusCodes.Status404NotFound, result.Problem, result.Detail!),
        { Problem: EventProblemCodes.Unsigned } => Problems.Of(StatusCodes.Status401Unauthorized, result.Problem, result.Detail!),
        { Problem: EventProblemCodes.Conflict } => Problems.Of(StatusCodes.Status409Conflict, result.Problem, result.Detail!),
        { Field: { } field } => Problems.Field(field, result.Detail!, result.Problem!),
        _ => Problems.Of(StatusCodes.Status400BadRequest, result.Problem!, result.Detail!),
    };
}
