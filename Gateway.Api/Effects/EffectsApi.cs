using Microsoft.AspNetCore.Http.HttpResults;
using Orleans;
using PuppetEngine.Gateway.Api.Access;
using PuppetEngine.Gateway.Api.Agents;
using PuppetEngine.Gateway.Api.Http;
using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Gateway.Api.Effects;

/// <summary>Effects of all agents, and a person's word on those that wait for one.</summary>
internal static class EffectsApi
{
    private const int MaxText = 25_000;

    /// <summary>Maps <c>/v1/effects</c> and <c>/v1/agents/{id}/effects</c>.</summary>
    public static RouteGroupBuilder MapEffectsApi(this IEndpointRouteBuilder app)
    {
        app.MapGroup("/v1/agents/{id}/effects").WithTags("Effects").MapGet("", ListOfAgent);
        var group = app.MapGroup("/v1/effects").WithTags("Effects");
        group.MapGet("", List);
        group.MapGet("/{id}", Get);
        group.MapPost("/{id}/approve", Approve);
        group.MapPost("/{id}/edit", Edit);
        group.MapPost("/{id}/reject", Reject);
        group.MapPost("/{id}/resolve", Resolve);
        return group;
    }

    /// <summary>Reads a status; a problem when it is none.</summary>
    public static ProblemHttpResult? State(string? status, out EffectState? state)
    {
        state = status is null ? null : SnakeCase.Find<EffectState>(status);
        return status is null || state is not null ? null : Problems.Field("status", $"status is none of {string.Join(", ", SnakeCase.Words<EffectState>())}.");
    }

    [EndpointSummary("Effects of all agents, newest first, as in ?status=unknown.")]
    private static Task<Results<Ok<Page<EffectResource>>, ProblemHttpResult>> List(IGrainFactory grains, string? status, string? kind, string? agent, int? limit, string? cursor) =>
        ListAsync(grains, agent, status, kind, limit, cursor);

    [EndpointSummary("Effects of one agent, newest first.")]
    private static async Task<Results<Ok<Page<EffectResource>>, ProblemHttpResult>> ListOfAgent(string id, IGrainFactory grains, string? status, string? kind, int? limit, string? cursor)
    {
        await grains.RequireAgentAsync(id);
        return await ListAsync(grains, id, status, kind, limit, cursor);
    }

    private static async Task<Results<Ok<Page<EffectResource>>, ProblemHttpResult>> ListAsync(IGrainFactory grains, string? agent, string? status, string? kind, int? limit, string? cursor)
    {
        if ((Paging.Check(limit) ?? State(status, out _)) is { } problem)
        {
            return problem;
        }

        EffectKind? only = kind is null ? null : SnakeCase.Find<EffectKind>(kind);
        if (kind is not null && only is null)
        {
            return Problems.Field("kind", $"kind is none of {string.Join(", ", SnakeCase.Words<EffectKind>())}.");
        }

        State(status, out var state);
        var page = await grains.Catalog().ListEffects(new EffectFilter
        {
            AgentId = agent, State = state, Kinds = only is { } one ? [one] : [], Limit = limit ?? Paging.DefaultLimit, Cursor = cursor,
        });
        return TypedResults.Ok(new Page<EffectResource>([.. page.Items.Select(EffectResource.From)], page.Next));
    }

    [EndpointSummary("One effect.")]
    private static async Task<Results<Ok<EffectResource>, ProblemHttpResult>> Get(string id, IGrainFactory grains) =>
        await grains.Catalog().FindEffect(id) is { } effect ? TypedResults.Ok(EffectResource.From(effect)) : NotFound(id);

    [EndpointSummary("Approves a held effect: its exact payload is sent.")]
    private static Task<Results<Ok<EffectResource>, ProblemHttpResult>> Approve(string id, Caller caller, IGrainFactory grains) =>
        ReviewAsync(id, "approve", null, null, caller, grains);

    [EndpointSummary("Replaces a held effect's text and approves it; the new text passes the same checks.")]
    private static async Task<Results<Ok<EffectResource>, ProblemHttpResult>> Edit(string id, EditRequest request, Caller caller, IGrainFactory grains) =>
        string.IsNullOrWhiteSpace(request.Text) || request.Text.Length > MaxText
            ? Problems.Field("text", $"text must have 1 to {MaxText} characters.", ProblemCodes.InvalidBody)
            : await ReviewAsync(id, "edit", request.Text, null, caller, grains);

    [EndpointSummary("Rejects a held effect: it is cancelled and never sent.")]
    private static Task<Results<Ok<EffectResource>, ProblemHttpResult>> Reject(string id, Caller caller, IGrainFactory grains) =>
        ReviewAsync(id, "reject", null, null, caller, grains);

    [EndpointSummary("Says what became of an effect in doubt: sent (with the vendor's id) or not_sent.")]
    [EndpointDescription("Nothing else ends the doubt, and nothing repeats it.")]
    private static async Task<Results<Ok<EffectResource>, ProblemHttpResult>> Resolve(string id, ResolveRequest request, Caller caller, IGrainFactory grains) => request switch
    {
        { Outcome: not ("sent" or "not_sent") } => Problems.Field("outcome", "outcome is neither sent nor not_sent.", ProblemCodes.InvalidBody),
        { Outcome: "sent", ExternalId: null or "" } => Problems.Field("external_id", "What was sent has an id: give external_id, the number at the end of the post's address.", ProblemCodes.InvalidBody),
        { Outcome: "not_sent", ExternalId.Length: > 0 } => Problems.Field("external_id", "What was not sent has no id. Leave external_id out.", ProblemCodes.InvalidBody),
        _ => await ReviewAsync(id, request.Outcome, null, request.ExternalId, caller, grains),
    };

    private static async Task<Results<Ok<EffectResource>, ProblemHttpResult>> ReviewAsync(string id, string verdict, string? text, string? externalId, Caller caller, IGrainFactory grains)
    {
        if (await grains.Catalog().FindEffect(id) is not { } effect)
        {
            return NotFound(id);
        }

        if (effect.Kind == EffectKind.Swap)
        {
            return Problems.Of(StatusCodes.Status409Conflict, AgentProblemCodes.EffectState, $"A trade is approved, rejected and resolved with the scope trade, at POST /v1/agents/{effect.AgentId}/trades/{id}/approve, /reject and /resolve.");
        }

        var result = await grains.Agent(effect.AgentId).Review(new ReviewCommand { EffectId = id, Verdict = verdict, Text = text, ExternalId = externalId, By = caller.Name });
        return result.Effect is { } changed ? TypedResults.Ok(EffectResource.From(changed)) : CommandProblems.Of(result);
    }

    private static ProblemHttpResult NotFound(string id) =>
        Problems.Of(StatusCodes.Status404NotFound, AgentProblemCodes.EffectNotFound, $"There is no effect '{(id.Length <= 80 ? id : id[..80])}'. GET /v1/effects lists those there are.");
}
