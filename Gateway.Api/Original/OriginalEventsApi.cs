using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using Orleans;
using PuppetEngine.Gateway.Api.Access;
using PuppetEngine.Gateway.Api.Agents;
using PuppetEngine.Gateway.Api.Effects;
using PuppetEngine.Gateway.Api.Events;
using PuppetEngine.Gateway.Api.Http;
using PuppetEngine.Grains.Abstractions.Events;

namespace PuppetEngine.Gateway.Api.Original;

/// <summary>The original's events: make one, and the last hundred that agents were told.</summary>
internal static class OriginalEventsApi
{
    private const int History = 100;

    public static void Map(RouteGroupBuilder group)
    {
        group.MapPost("/events", Create);
        group.MapGet("/events", List);
    }

    private static async Task<IResult> Create(
        OriginalEventRequest request, [FromHeader(Name = IdempotencyKeys.Header)] string? idempotencyKey, Caller caller, IGrainFactory grains, TimeProvider time)
    {
        if (string.IsNullOrEmpty(request.Type) || request.Data is not { } data)
        {
            return Problems.Field(string.IsNullOrEmpty(request.Type) ? "type" : "data", "Event type and data are required.", ProblemCodes.InvalidBody);
        }

        EventPriority? priority = string.IsNullOrEmpty(request.Priority) ? EventPriority.Normal : SnakeCase.Find<EventPriority>(request.Priority);
        if (priority is null)
        {
            return Problems.Field("priority", $"priority is none of {string.Join(", ", SnakeCase.Words<EventPriority>())}.", ProblemCodes.InvalidBody);
        }

        var later = request.Delay > 0;
        var made = (await EventsApi.Create(
            new CreateEventRequest(request.Type, data, request.TargetAgentIds, null, priority.Value, null, later ? request.Delay / 1000 : null),
            idempotencyKey ?? ApiKeys.NewToken(), caller, grains, time)).Result;
        return made is IValueHttpResult<EventResource> { Value: { } stored }
            ? OriginalJson.Answer(new OriginalScheduled(
                later, new OriginalEventMade(stored.Id, stored.Type, OriginalJson.Date(stored.At), later ? OriginalJson.Date(stored.DueAt) : null)))
            : made;
    }

    /// <summary>Oldest first, as the original kept them. Those that are not due have not happened.</summary>
    private static async Task<IResult> List(IGrainFactory grains, TimeProvider time)
    {
        var page = await grains.EventLog().List(new EventFilter { To = time.GetUtcNow(), Limit = History });
        return OriginalJson.Answer(page.Items.Where(view => view.State != EventState.Pending).Reverse().Select(OriginalEvent.From).ToList());
    }

    private sealed record OriginalScheduled(bool Scheduled, OriginalEventMade Event);

    private sealed record OriginalEventMade(string Id, string Type, string Timestamp, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ExecuteAfter);

    private sealed record OriginalEvent(string Id, string Type, JsonElement Data, string Timestamp, string? ProcessedAt, IReadOnlyList<string> TargetAgentIds)
    {
        public static OriginalEvent From(EventView view) => new(
            view.Event.Id, view.Event.Type, JsonElement.Parse(view.Event.Data), OriginalJson.Date(view.Event.At),
            view is { State: EventState.Told or EventState.Expired, UpdatedAt: { } at } ? OriginalJson.Date(at) : null, view.Event.Targets);
    }
}
