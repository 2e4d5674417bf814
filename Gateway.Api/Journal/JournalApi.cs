using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Orleans;
using PuppetEngine.Gateway.Api.Agents;
using PuppetEngine.Gateway.Api.Http;

namespace PuppetEngine.Gateway.Api.Journal;

/// <summary>An agent's journal: what it did, and why.</summary>
internal static class JournalApi
{
    /// <summary>Maps <c>/v1/agents/{id}/journal</c>.</summary>
    public static RouteGroupBuilder MapJournalApi(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/v1/agents/{id}/journal").WithTags("Journal");
        group.MapGet("", List);
        group.MapGet("/verify", Verify);
        return group;
    }

    [EndpointSummary("Rows, newest first, or oldest first with order=asc; payload=true adds prompts, answers and verdicts.")]
    private static async Task<Results<Ok<Page<JournalResource>>, ProblemHttpResult>> List(string id, IGrainFactory grains, string? order, bool? payload, int? limit, string? cursor)
    {
        if (Paging.Check(limit) is { } problem)
        {
            return problem;
        }

        if (order is not (null or "asc" or "desc"))
        {
            return Problems.Field("order", "order is neither asc nor desc.");
        }

        var after = 0L;
        if (cursor is not null && (!long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out after) || after < 1))
        {
            return Problems.Field("cursor", "cursor is none that a page's next gave. Leave it out for the first page.");
        }

        await grains.RequireAgentAsync(id);
        var page = await grains.Journal().Read(id, after, limit ?? Paging.DefaultLimit, newestFirst: order != "asc");
        return TypedResults.Ok(new Page<JournalResource>(
            [.. page.Items.Select(row => JournalResource.From(row, payload == true))], page.Next?.ToString(CultureInfo.InvariantCulture)));
    }

    [EndpointSummary("Verifies the chain against its rows, the agent's own head and the signed heads.")]
    private static async Task<Ok<JournalVerification>> Verify(string id, IGrainFactory grains)
    {
        await grains.RequireAgentAsync(id);
        var verdict = await grains.Journal().Verify(id);
        return TypedResults.Ok(new JournalVerification(id, verdict.Intact, verdict.Rows, verdict.Problems));
    }
}
