using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Orleans;
using PuppetEngine.Gateway.Api.Access;
using PuppetEngine.Gateway.Api.Agents;
using PuppetEngine.Gateway.Api.Http;
using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Gateway.Api.Effects;

/// <summary>Posts of an agent: list, ask for one, preview, delete.</summary>
internal static class PostsApi
{
    private const int Drafts = 3;
    private const int MaxTopic = 500;
    private const int MaxThread = 25;
    private const int MaxText = 25_000;

    /// <summary>Maps <c>/v1/agents/{id}/posts</c>.</summary>
    public static RouteGroupBuilder MapPostsApi(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/v1/agents/{id}/posts").WithTags("Posts");
        group.MapGet("", List);
        group.MapPost("", Create);
        group.MapDelete("/{effect_id}", Delete);
        return group;
    }

    [EndpointSummary("Posts and replies of an agent, newest first.")]
    private static async Task<Results<Ok<Page<PostResource>>, ProblemHttpResult>> List(string id, IGrainFactory grains, string? status, int? limit, string? cursor)
    {
        if (Paging.Check(limit) is { } problem)
        {
            return problem;
        }

        if (EffectsApi.State(status, out var state) is { } wrong)
        {
            return wrong;
        }

        await grains.RequireAgentAsync(id);
        var page = await grains.Catalog().ListEffects(new EffectFilter
        {
            AgentId = id, State = state, Kinds = [EffectKind.Post, EffectKind.Reply], Limit = limit ?? Paging.DefaultLimit, Cursor = cursor,
        });
        return TypedResults.Ok(new Page<PostResource>([.. page.Items.Select(PostResource.From)], page.Next));
    }

    [EndpointSummary("Asks an agent for a post.")]
    [EndpointDescription("202 with the effect once the intent is stored; wait (seconds, at most 25) waits for its end. Needs the header Idempotency-Key: the same key and body give the same effect, another body is a conflict. thread_length above 1 makes a thread, each part an effect of its own; the answer is the first one, and wait waits for the last. preview answers 200 with three drafts.")]
    internal static async Task<Results<Accepted<EffectResource>, Ok<Page<DraftResource>>, ProblemHttpResult>> Create(
        string id, PostRequest request, [FromHeader(Name = IdempotencyKeys.Header)] string? idempotencyKey, Caller caller, IGrainFactory grains, EffectWait effects, int? wait, CancellationToken cancellationToken)
    {
        if (Check(request, wait) is { } problem)
        {
            return problem;
        }

        if (request.Preview)
        {
            await grains.RequireAgentAsync(id);
            var drafts = await grains.GetGrain<IDraftWorkerGrain>("worker").Draft(id, request.Topic, Drafts, cancellationToken);
            return TypedResults.Ok(new Page<DraftResource>([.. drafts.Select(DraftResource.From)], null));
        }

        if (IdempotencyKeys.Read(idempotencyKey, out var key) is { } missing)
        {
            return missing;
        }

        var result = await grains.Agent(id).Post(new PostCommand
        {
            Cause = $"{caller.Name}/{key}",
            BodyHash = IdempotencyKeys.HashBody(request.Topic, request.Text, request.ThreadLength ?? 1, request.Force),
            Topic = request.Topic,
            Text = request.Text,
            ThreadLength = request.ThreadLength ?? 1,
            Force = request.Force,
        });
        return (await AnswerAsync(result, effects, wait, cancellationToken)).Result is Accepted<EffectResource> accepted ? accepted : CommandProblems.Of(result);
    }

    [EndpointSummary("Deletes a confirmed post from the network, as an effect of its own.")]
    [EndpointDescription("202 with that effect; asking again gives the same one.")]
    private static async Task<Results<Accepted<EffectResource>, ProblemHttpResult>> Delete(
        string id, [FromRoute(Name = "effect_id")] string effectId, IGrainFactory grains, EffectWait effects, int? wait, CancellationToken cancellationToken)
    {
        if (Check(wait) is { } problem)
        {
            return problem;
        }

        // The cause is the post itself: two people who delete it delete it once.
        var result = await grains.Agent(id).DeletePost(effectId, $"delete/{effectId}");
        return await AnswerAsync(result, effects, wait, cancellationToken);
    }

    private static async Task<Results<Accepted<EffectResource>, ProblemHttpResult>> AnswerAsync(CommandResult result, EffectWait effects, int? wait, CancellationToken cancellationToken)
    {
        if (result.Effect is not { } effect)
        {
            return CommandProblems.Of(result);
        }

        if (wait > 0)
        {
            effect = await effects.ForEndAsync(effect, TimeSpan.FromSeconds(wait.Value), cancellationToken);
        }

        return TypedResults.Accepted($"/v1/effects/{effect.EffectId}", EffectResource.From(effect));
    }

    private static ProblemHttpResult? Check(PostRequest request, int? wait) => request switch
    {
        { ThreadLength: not null and (< 1 or > MaxThread) } => Problems.Field("thread_length", $"thread_length is {request.ThreadLength}. Give 1 to {MaxThread}, or leave it out for a single post.", ProblemCodes.InvalidBody),
        { ThreadLength: > 1, Preview: true } => Problems.Field("thread_length", "A preview writes drafts of a single post. Leave thread_length or preview out.", ProblemCodes.InvalidBody),
        { Topic.Length: > MaxTopic } => Problems.Field("topic", $"topic is longer than {MaxTopic} characters. Shorten it.", ProblemCodes.InvalidBody),
        { Topic: not null } when string.IsNullOrWhiteSpace(request.Topic) => Problems.Field("topic", "topic is empty. Leave it out to let the agent choose.", ProblemCodes.InvalidBody),
        { Text.Length: > MaxText } => Problems.Field("text", $"text is longer than {MaxText} characters, the most that X takes. Shorten it.", ProblemCodes.InvalidBody),
        { Text: not null } when string.IsNullOrWhiteSpace(request.Text) => Problems.Field("text", "text is empty. Leave it out to let the agent write.", ProblemCodes.InvalidBody),
        { Text: not null, Preview: true } => Problems.Field("text", "A preview writes drafts; it takes no text. Leave text or preview out.", ProblemCodes.InvalidBody),
        _ => Check(wait),
    };

    private static ProblemHttpResult? Check(int? wait) =>
        wait is < 0 or > EffectWait.MaxSeconds ? Problems.Field("wait", $"wait is {wait}. Give 0 to {EffectWait.MaxSeconds} seconds.") : null;
}
