using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Orleans;
using PuppetEngine.Gateway.Api.Access;
using PuppetEngine.Gateway.Api.Agents;
using PuppetEngine.Gateway.Api.Effects;
using PuppetEngine.Gateway.Api.Http;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Memory;

namespace PuppetEngine.Gateway.Api.Memory;

/// <summary>An agent's long-term memory: list, search, add, forget, export, import.</summary>
internal static class MemoriesApi
{
    private static readonly byte[] NewLine = "\n"u8.ToArray();

    /// <summary>Maps <c>/v1/agents/{id}/memories</c>.</summary>
    public static RouteGroupBuilder MapMemoriesApi(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/v1/agents/{id}/memories").WithTags("Memory");
        group.MapGet("", List);
        group.MapPost("", Create);
        group.MapPost("/search", Search);
        group.MapPost("/forget", ForgetSelected);
        group.MapGet("/export", Export);
        group.MapPost("/import", Import);
        group.MapGet("/summary", Summarize);
        group.MapPost("/tend", Tend);
        group.MapDelete("/{memory_id}", Forget);
        return group;
    }

    [EndpointSummary("Memories, newest first, by kind and time; with q those that fit, best first.")]
    [EndpointDescription("Times as in 2026-03-01T12:00:00Z. Looking does not count as recalling.")]
    private static async Task<Results<Ok<MemoryList>, ProblemHttpResult>> List(
        string id, IGrainFactory grains, string? q, string? kind, string? since, string? until, int? limit, string? cursor)
    {
        if ((Paging.Check(limit) ?? MemoryChecks.Parameter(kind) ?? MemoryChecks.Time("since", since, out _) ?? MemoryChecks.Time("until", until, out _)) is { } problem)
        {
            return problem;
        }

        MemoryChecks.Time("since", since, out var from);
        MemoryChecks.Time("until", until, out var to);
        await grains.RequireAgentAsync(id);
        var page = await grains.GetGrain<IMemoryGrain>(id).Query(new MemoryQuery { Text = q, Kind = kind, Since = from, Until = to, Limit = limit ?? Paging.DefaultLimit, Cursor = cursor, Peek = true });
        return TypedResults.Ok(new MemoryList([.. page.Items.Select(MemoryResource.From)], page.Next, page.Forgotten));
    }

    [EndpointSummary("Searches as the agent does: by words and by meaning, ranked by relevance × importance × recency.")]
    private static async Task<Results<Ok<MemorySearchResult>, ProblemHttpResult>> Search(string id, SearchMemoriesRequest request, IGrainFactory grains)
    {
        if (MemoryChecks.Check(request) is { } problem)
        {
            return problem;
        }

        await grains.RequireAgentAsync(id);
        var page = await grains.GetGrain<IMemoryGrain>(id).Query(new MemoryQuery
        {
            Text = request.Text, Kind = request.Kind, Since = request.Since, Until = request.Until, Limit = request.Limit, Mode = request.Mode, Peek = !request.Recall,
        });
        return TypedResults.Ok(new MemorySearchResult([.. page.Items.Select(MemoryResource.From)], page.Model, page.WithoutVectors, page.Pending));
    }

    [EndpointSummary("Adds a memory.")]
    [EndpointDescription("With an Idempotency-Key a repetition adds nothing.")]
    internal static async Task<Results<Created<MemoryResource>, ProblemHttpResult>> Create(
        string id, CreateMemoryRequest request, [FromHeader(Name = IdempotencyKeys.Header)] string? idempotencyKey, Caller caller, IGrainFactory grains, TimeProvider time)
    {
        if (MemoryChecks.Check(request) is { } problem)
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

    [EndpointSummary("Forgets all memories of some ids, a kind, a time or a label, and says how many.")]
    private static async Task<Results<Ok<ForgottenMemories>, ProblemHttpResult>> ForgetSelected(string id, ForgetMemoriesRequest request, IGrainFactory grains)
    {
        if (MemoryChecks.Check(request) is { } problem)
        {
            return problem;
        }

        await grains.RequireAgentAsync(id);
        return TypedResults.Ok(new ForgottenMemories(await grains.GetGrain<IMemoryGrain>(id).ForgetSelected(new MemorySelection
        {
            Ids = [.. request.Ids ?? []], Kind = request.Kind, Since = request.Since, Until = request.Until, Provenance = request.Provenance,
        })));
    }

    [EndpointSummary("All memories as lines of JSON, newest first; vectors are derived and not among them.")]
    private static async Task<PushStreamHttpResult> Export(string id, IGrainFactory grains, CancellationToken cancellationToken)
    {
        await grains.RequireAgentAsync(id);
        var memory = grains.GetGrain<IMemoryGrain>(id);
        return TypedResults.Stream(
            async stream =>
            {
                string? cursor = null;
                do
                {
                    var page = await memory.Query(new MemoryQuery { Limit = Paging.MaxLimit, Cursor = cursor, Peek = true });
                    foreach (var match in page.Items)
                    {
                        await JsonSerializer.SerializeAsync(stream, MemoryRecord.From(match.Item), GatewayJson.Options, cancellationToken);
                        await stream.WriteAsync(NewLine, cancellationToken);
                    }

                    cursor = page.Next;
                }
                while (cursor is not null);
            },
            "application/x-ndjson");
    }

    [EndpointSummary("Adds memories that were exported, also such as were forgotten here; ids that are there already are left as they are.")]
    [EndpointDescription("All of a request are checked before any is added. Labels are those of the lines, for an operator may claim any; a line without one is external.")]
    private static async Task<Results<Ok<ImportedMemories>, ProblemHttpResult>> Import(string id, ImportMemoriesRequest request, IGrainFactory grains)
    {
        if (MemoryChecks.Check(request) is { } problem)
        {
            return problem;
        }

        await grains.RequireAgentAsync(id);
        var added = await grains.GetGrain<IMemoryGrain>(id).Import([.. request.Items.Select(i => i.ToItem())]);
        return TypedResults.Ok(new ImportedMemories(added, request.Items.Count - added));
    }

    [EndpointSummary("How many memories of each kind there are, how many were forgotten and why, and how far the vectors are.")]
    private static async Task<Ok<MemorySummary>> Summarize(string id, IGrainFactory grains)
    {
        await grains.RequireAgentAsync(id);
        return TypedResults.Ok(await grains.GetGrain<IMemoryGrain>(id).Summarize());
    }

    [EndpointSummary("Runs the day's consolidation, reflection and forgetting by rule now, where it has not run today.")]
    private static async Task<Ok<MemoryTending>> Tend(string id, IGrainFactory grains)
    {
        await grains.RequireAgentAsync(id);
        return TypedResults.Ok(await grains.GetGrain<IMemoryGrain>(id).Tend());
    }
}
