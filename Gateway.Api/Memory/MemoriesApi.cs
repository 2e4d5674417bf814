using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Orleans;
using PuppetEngine.Gateway.Api.Access;
using PuppetEngine.Gateway.Api.Agents;
using PuppetEngine.Gateway.Api.Effects;
using PuppetEngine.Gateway.Api.Http;
using PuppetEngine.Grains.Abstractions.Memory;

namespace PuppetEngine.Gateway.Api.Memory;

/// <summary>An agent's long-term memory: search, add, forget.</summary>
internal static class MemoriesApi
{
    private const int MaxContent = 8000;
    private static readonly string[] Kinds = ["core", "episodic", "semantic", "procedural", "social", "event", "post"];

    /// <summary>Maps <c>/v1/agents/{id}/memories</c>.</summary>
    public static RouteGroupBuilder MapMemoriesApi(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/v1/agents/{id}/memories").WithTags("Memory");
        group.MapGet("", List);
        group.MapPost("", Create);
        group.MapDelete("/{memory_id}", Forget);
        return group;
    }

    [EndpointSummary("Memories, newest first; with q those that fit, best first.")]
    private static async Task<Results<Ok<Page<MemoryResource>>, ProblemHttpResult>> List(string id, IGrainFactory grains, string? q, string? kind, int? limit, string? cursor)
    {
        if (Paging.Check(limit) is { } problem)
        {
            return problem;
        }

        if (kind is not null && !Kinds.Contains(kind, StringComparer.Ordinal))
        {
            return Problems.Field("kind", $"kind is none of {string.Join(", ", Kinds)}.");
        }

        await grains.RequireAgentAsync(id);
        var page = await grains.GetGrain<IMemoryGrain>(id).Query(new MemoryQuery { Text = q, Kind = kind, Limit = limit ?? Paging.DefaultLimit, Cursor = cursor });
        return TypedResults.Ok(new Page<MemoryResource>([.. page.Items.Select(match => MemoryResource.From(match.Item, match.Score))], page.Next));
    }

    [EndpointSummary("Adds a memory.")]
    [EndpointDescription("With an Idempotency-Key a repetition adds nothing.")]
    private static async Task<Results<Created<MemoryResource>, ProblemHttpResult>> Create(
        string id, CreateMemoryRequest request, [FromHeader(Name = IdempotencyKeys.Header)] string? idempotencyKey, Caller caller, IGrainFactory grains, TimeProvider time)
    {
        if (Check(request) is { } problem)
        {
            return problem;
        }

        var key = ApiKeys.NewToken();
        if (idempotencyKey is not null && IdempotencyKeys.Read(idempotencyKey, out key) is { } wrong)
        {
            return wrong;
        }

        await grains.RequireAgentAsync(id);
        var item = new MemoryItem
        {
            Id = "m" + ApiKeys.Hash($"{id}/{caller.Name}/{key}")[..32],
            Kind = request.Kind,
            Content = request.Content,
            Importance = request.Importance,
            EmotionalValence = request.EmotionalValence,
            Provenance = Provenance.Operator,
            At = time.GetUtcNow(),
        };
        await grains.GetGrain<IMemoryGrain>(id).Append([item]);
        return TypedResults.Created($"/v1/agents/{id}/memories/{item.Id}", MemoryResource.From(item, 1));
    }

    [EndpointSummary("Forgets one memory for good.")]
    private static async Task<Results<NoContent, ProblemHttpResult>> Forget(string id, [FromRoute(Name = "memory_id")] string memoryId, IGrainFactory grains)
    {
        await grains.RequireAgentAsync(id);
        return await grains.GetGrain<IMemoryGrain>(id).Forget(memoryId)
            ? TypedResults.NoContent()
            : Problems.Of(StatusCodes.Status404NotFound, ProblemCodes.MemoryNotFound, $"'{id}' has no such memory. GET /v1/agents/{id}/memories lists them.");
    }

    private static ProblemHttpResult? Check(CreateMemoryRequest request) => request switch
    {
        _ when string.IsNullOrWhiteSpace(request.Content) || request.Content.Length > MaxContent => Problems.Field("content", $"content must have 1 to {MaxContent} characters.", ProblemCodes.InvalidBody),
        _ when !Kinds.Contains(request.Kind, StringComparer.Ordinal) => Problems.Field("kind", $"kind is none of {string.Join(", ", Kinds)}.", ProblemCodes.InvalidBody),
        { Importance: not (>= 0 and <= 1) } => Problems.Field("importance", "importance must be 0 to 1.", ProblemCodes.InvalidBody),
        { EmotionalValence: not (>= -1 and <= 1) } => Problems.Field("emotional_valence", "emotional_valence must be -1 to 1.", ProblemCodes.InvalidBody),
        _ => null,
    };
}
