using Microsoft.AspNetCore.Http.HttpResults;
using Orleans;
using PuppetEngine.Gateway.Api.Access;
using PuppetEngine.Gateway.Api.Http;
using PuppetEngine.Gateway.Api.Social;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Gateway.Api.Agents;

/// <summary>Agents: list, read, delete, pause, resume. Definitions are changed in <see cref="DefinitionsApi"/>.</summary>
internal static class AgentsApi
{
    private const int MaxReason = 500;

    /// <summary>Maps <c>/v1/agents</c>.</summary>
    public static RouteGroupBuilder MapAgentsApi(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/v1/agents").WithTags("Agents");
        group.MapGet("", List);
        group.MapGet("/{id}", Get);
        group.MapDelete("/{id}", Delete);
        group.MapPost("/{id}/pause", Pause);
        group.MapPost("/{id}/resume", Resume);
        group.MapGet("/{id}/schedule", Schedule);
        group.MapGet("/{id}/context", Context);
        group.MapGet("/{id}/relationships", Relationships);
        return group;
    }

    [EndpointSummary("Agents by id.")]
    [EndpointDescription("Deleted ones are listed only when asked for by status=deleted.")]
    private static async Task<Results<Ok<Page<AgentSummary>>, ProblemHttpResult>> List(IGrainFactory grains, AccountDirectory accounts, string? status, string? tag, int? limit, string? cursor)
    {
        string[] statuses = [AgentStatuses.Active, AgentStatuses.Paused, AgentStatuses.NeedsAccount, AgentStatuses.Killed, AgentStatuses.Deleted];
        if (status is not null && !statuses.Contains(status, StringComparer.Ordinal))
        {
            return Problems.Field("status", $"status is none of {string.Join(", ", statuses)}.");
        }

        if (Paging.Check(limit) is { } problem)
        {
            return problem;
        }

        var page = await grains.Catalog().ListAgents(new AgentFilter { Status = status, Tag = tag, Limit = limit ?? Paging.DefaultLimit, Cursor = cursor });
        var standing = await accounts.FindAsync(page.Items.Select(card => card.AccountKey));
        return TypedResults.Ok(new Page<AgentSummary>([.. page.Items.Select(card => AgentSummary.From(card, standing.GetValueOrDefault(card.AccountKey)))], page.Next));
    }

    [EndpointSummary("One agent with its definition.")]
    [EndpointDescription("The header ETag is the definition's version: PUT with it as If-Match replaces that version and no other.")]
    private static async Task<Ok<AgentResource>> Get(string id, HttpResponse response, IGrainFactory grains, AccountDirectory accounts)
    {
        var agent = grains.Agent(id);
        var card = agent.GetCard();
        var definition = agent.GetDefinition();
        await Task.WhenAll(card, definition);
        response.Headers.ETag = DefinitionTag.Of((await definition).Version);
        return TypedResults.Ok(AgentSummary.From(await card, await AccountOfAsync(await card, accounts), await definition));
    }

    [EndpointSummary("Deletes an agent: its schedule ends and nothing more is sent.")]
    [EndpointDescription("Its journal stays.")]
    private static async Task<NoContent> Delete(string id, Caller caller, IGrainFactory grains)
    {
        await grains.Agent(id).Delete(caller.Name);
        return TypedResults.NoContent();
    }

    [EndpointSummary("Stops an agent from starting turns; one that is under way ends.")]
    [EndpointDescription("Idempotent. The body may be left out.")]
    private static async Task<Results<Ok<AgentSummary>, ProblemHttpResult>> Pause(string id, PauseRequest? request, Caller caller, IGrainFactory grains, AccountDirectory accounts)
    {
        if (request?.Reason is { Length: > MaxReason })
        {
            return Problems.Field("reason", $"reason is longer than {MaxReason} characters. Shorten it.", ProblemCodes.InvalidBody);
        }

        var card = await grains.Agent(id).Pause(caller.Name, request?.Reason ?? "");
        return TypedResults.Ok(AgentSummary.From(card, await AccountOfAsync(card, accounts)));
    }

    [EndpointSummary("Lets an agent go on; what it missed is handled by its catch-up rule.")]
    [EndpointDescription("Idempotent.")]
    private static async Task<Ok<AgentSummary>> Resume(string id, Caller caller, IGrainFactory grains, AccountDirectory accounts)
    {
        var card = await grains.Agent(id).Resume(caller.Name);
        return TypedResults.Ok(AgentSummary.From(card, await AccountOfAsync(card, accounts)));
    }

    [EndpointSummary("What is next, and why the last occurrence did not run.")]
    private static async Task<Ok<Page<ScheduleResource>>> Schedule(string id, IGrainFactory grains) =>
        TypedResults.Ok(new Page<ScheduleResource>([.. (await grains.Agent(id).GetSchedule()).Select(ScheduleResource.From)], null));

    [EndpointSummary("The prompt that the next post would be written from, on a topic or none, with mood and relationships.")]
    private static async Task<Ok<ContextResource>> Context(string id, IGrainFactory grains, string? topic) =>
        TypedResults.Ok(ContextResource.From(await grains.Agent(id).GetPrompt(topic)));

    [EndpointSummary("What an agent makes of others, those that changed last first.")]
    [EndpointDescription("People are named by the network's user id, agents of this deployment by their own.")]
    private static async Task<Results<Ok<Page<RelationshipResource>>, ProblemHttpResult>> Relationships(string id, IGrainFactory grains, int? limit, string? cursor)
    {
        if (Paging.Check(limit) is { } problem)
        {
            return problem;
        }

        await grains.RequireAgentAsync(id);
        var page = await grains.Catalog().ListRelationships(id, limit ?? Paging.DefaultLimit, cursor);
        return TypedResults.Ok(new Page<RelationshipResource>([.. page.Items.Select(RelationshipResource.From)], page.Next));
    }

    private static async Task<SocialAccountStatus?> AccountOfAsync(AgentCard card, AccountDirectory accounts) =>
        card.AccountKey.Length > 0 ? await accounts.FindAsync(card.AccountKey) : null;
}
