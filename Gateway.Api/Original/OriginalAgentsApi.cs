using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Orleans;
using PuppetEngine.Gateway.Api.Access;
using PuppetEngine.Gateway.Api.Agents;
using PuppetEngine.Gateway.Api.Effects;
using PuppetEngine.Gateway.Api.Events;
using PuppetEngine.Gateway.Api.Hosting;
using PuppetEngine.Gateway.Api.Http;
using PuppetEngine.Gateway.Api.Status;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Events;

namespace PuppetEngine.Gateway.Api.Original;

/// <summary>The original's status, agents, relationships, context and mood.</summary>
internal static class OriginalAgentsApi
{
    /// <summary>The most that one answer lists; the header Link goes on.</summary>
    internal const int Most = 1000;

    private static readonly TimeSpan MoodPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/status", Status);
        group.MapGet("/agents", List);
        group.MapPost("/agents", Create);
        group.MapGet("/agents/{id}", Get);
        group.MapGet("/agents/{id}/relationships", Relationships);
        group.MapGet("/agents/{id}/context", Context);
        group.MapPost("/agents/{id}/mood", Shift);
    }

    private static async Task<IResult> Status(IGrainFactory grains, GatewayClock clock)
    {
        var totals = await grains.Catalog().GetTotals();
        var agents = totals.AgentsByStatus.Where(pair => pair.Key != AgentStatuses.Deleted).Sum(pair => pair.Value);
        return OriginalJson.Answer(new OriginalStatus("online", agents, (clock.Now - clock.StartedAt).TotalSeconds));
    }

    private static async Task<IResult> List(IGrainFactory grains, HttpContext context, string? cursor)
    {
        var agents = new List<OriginalAgent>();
        do
        {
            var page = await grains.Catalog().ListAgents(new AgentFilter { Limit = Paging.MaxLimit, Cursor = cursor });
            agents.AddRange(page.Items.Select(OriginalAgent.From));
            cursor = page.Next;
        }
        while (cursor is not null && agents.Count < Most);
        OriginalJson.Continue(context, cursor);
        return OriginalJson.Answer(agents);
    }

    private static async Task<IResult> Get(string id, IGrainFactory grains)
    {
        var agent = grains.Agent(id);
        return OriginalJson.Answer(OriginalAgentDetail.From(await agent.GetCard(), await agent.GetDefinition()));
    }

    private static async Task<IResult> Create(HttpRequest request, Caller caller, IGrainFactory grains, IDefinitionIntake intake, CancellationToken cancellationToken)
    {
        var answer = (await DefinitionsApi.Create(request, caller, grains, intake, cancellationToken)).Result;
        if (answer is not IValueHttpResult<AgentChange> { Value: { } made })
        {
            return answer;
        }

        var card = await grains.Agent(made.Id).GetCard();
        return OriginalJson.Answer(new OriginalCreated(card.Id, card.Name, "Agent created successfully"), StatusCodes.Status201Created);
    }

    private static async Task<IResult> Relationships(string id, IGrainFactory grains, HttpContext context, string? cursor)
    {
        await grains.RequireAgentAsync(id);
        var found = new Dictionary<string, OriginalRelationship>(StringComparer.Ordinal);
        do
        {
            var page = await grains.Catalog().ListRelationships(id, Paging.MaxLimit, cursor);
            foreach (var view in page.Items)
            {
                found[view.TargetId] = OriginalRelationship.From(view);
            }

            cursor = page.Next;
        }
        while (cursor is not null && found.Count < Most);
        OriginalJson.Continue(context, cursor);
        return OriginalJson.Answer(found);
    }

    private static async Task<IResult> Context(string id, IGrainFactory grains)
    {
        var prompt = await grains.Agent(id).GetPrompt(null);
        return OriginalJson.Answer(new OriginalContext(string.Join("\n\n", prompt.Messages.Select(message => message.Text)), prompt.HasCustomPrompt));
    }

    /// <summary>A mood is moved by an event, as in <c>/v1</c>: 200 with the mood after it, 202 with the present one where the agent has not heard it in time.</summary>
    private static async Task<IResult> Shift(
        string id, OriginalMoodRequest request, [FromHeader(Name = IdempotencyKeys.Header)] string? idempotencyKey, Caller caller, IGrainFactory grains, TimeProvider time, CancellationToken cancellationToken)
    {
        await grains.RequireAgentAsync(id);
        var data = System.Text.Json.JsonSerializer.SerializeToElement(new
        {
            valence_shift = request.ValenceShift ?? 0, arousal_shift = request.ArousalShift ?? 0, dominance_shift = request.DominanceShift ?? 0,

            // As in the original: a mood that was set is no occasion to write or to remember.
            quiet = true,
        });
        var made = (await EventsApi.Create(new CreateEventRequest(EventTypes.MoodShift, data, [id]), idempotencyKey ?? ApiKeys.NewToken(), caller, grains, time)).Result;
        if (made is not IValueHttpResult<EventResource> { Value: { } told })
        {
            return made;
        }

        var heard = await HeardAsync(told.Id, grains, time, cancellationToken);
        var card = await grains.Agent(id).GetCard();
        return OriginalJson.Answer(
            new OriginalMood(id, OriginalJson.Mood(card.Valence, card.Arousal, card.Dominance)), heard ? StatusCodes.Status200OK : StatusCodes.Status202Accepted);
    }

    private static async Task<bool> HeardAsync(string eventId, IGrainFactory grains, TimeProvider time, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + MoodPatience;
        while (await grains.EventLog().Find(eventId) is not { State: EventState.Told })
        {
            if (time.GetUtcNow() >= until)
            {
                return false;
            }

            await Task.Delay(LookAgain, time, cancellationToken);
        }

        return true;
    }

    private sealed record OriginalStatus(string Status, long Agents, double Uptime);

    private sealed record OriginalCreated(string Id, string Name, string Message);

    private sealed record OriginalContext(string Context, bool HasCustomPrompt);

    private sealed record OriginalMood(string Agent, Mood Mood);
}
