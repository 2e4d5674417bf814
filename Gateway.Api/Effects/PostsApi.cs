using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Orleans;
using PuppetEngine.Gateway.Api.Access;
using PuppetEngine.Gateway.Api.Agents;
using PuppetEngine.Gateway.Api.Http;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Social;

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
        app.MapGroup("/v1/agents/{id}/interactions").WithTags("Posts").MapPost("", Interact);
        return group;
    }

    [EndpointSummary("Posts, replies and quotes of an agent, newest first.")]
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
            AgentId = id, State = state, Kinds = [EffectKind.Post, EffectKind.Reply, EffectKind.Quote], Limit = limit ?? Paging.DefaultLimit, Cursor = cursor,
        });
        return TypedResults.Ok(new Page<PostResource>([.. page.Items.Select(PostResource.From)], page.Next));
    }

    [EndpointSummary("Asks an agent for a post.")]
    [EndpointDescription("202 with the effect once the intent is stored; wait (seconds, at most 25) waits for its end. Needs the header Idempotency-Key: the same key and body give the same effect, another body is a conflict. thread_length above 1 makes a thread, each part an effect of its own; the answer is the first one, and wait waits for the last. reply_to and quote_of concern a post, which is read first: what X's rules forbid ends as failed, with the rule as its verdict. preview answers 200 with three drafts, of threads too.")]
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
            var drafts = await grains.GetGrain<IDraftWorkerGrain>("worker").DraftThread(id, request.Topic, Drafts, request.ThreadLength ?? 1, cancellationToken);
            return drafts.Problem is { } refused
                ? CommandProblems.Of(new CommandResult { Problem = refused, Detail = drafts.Detail })
                : TypedResults.Ok(new Page<DraftResource>([.. drafts.Drafts.Select(DraftResource.From)], null));
        }

        if (IdempotencyKeys.Read(idempotencyKey, out var key) is { } missing)
        {
            return missing;
        }

        var result = await grains.Agent(id).Post(new PostCommand
        {
            Cause = $"{caller.Name}/{key}",
            // Without a post that it concerns, as releases before hashed it: a repetition over an update is still one.
            BodyHash = (request.ReplyTo ?? request.QuoteOf) is null && request is { Poll: null, MediaIds: null }
                ? IdempotencyKeys.HashBody(request.Topic, request.Text, request.ThreadLength ?? 1, request.Force)
                : IdempotencyKeys.HashBody(request.Topic, request.Text, request.ThreadLength ?? 1, request.Force, request.ReplyTo, request.QuoteOf, request.Poll?.Options, request.Poll?.DurationMinutes, request.MediaIds, request.MadeWithAi),
            Topic = request.Topic,
            Text = request.Text,
            ThreadLength = request.ThreadLength ?? 1,
            Force = request.Force,
            ReplyToId = request.ReplyTo,
            QuoteOfId = request.QuoteOf,
            MediaIds = request.MediaIds is { } media ? [.. media] : null,
            MadeWithAi = request.MadeWithAi,
            Poll = request.Poll is { Options: { } options, DurationMinutes: var minutes } ? new SocialPoll { Options = [.. options], DurationMinutes = minutes } : null,
        });
        return (await AnswerAsync(result, effects, wait, cancellationToken)).Result is Accepted<EffectResource> accepted ? accepted : CommandProblems.Of(result);
    }

    [EndpointSummary("Asks an agent to like or repost somebody's post.")]
    [EndpointDescription("202 with the effect once the intent is stored; wait (seconds, at most 25) waits for its end. Needs the header Idempotency-Key. The post is read first; what X's rules forbid ends as failed, with the rule as its verdict.")]
    private static async Task<Results<Accepted<EffectResource>, ProblemHttpResult>> Interact(
        string id, InteractionRequest request, [FromHeader(Name = IdempotencyKeys.Header)] string? idempotencyKey, Caller caller, IGrainFactory grains, EffectWait effects, int? wait, CancellationToken cancellationToken)
    {
        SocialInteractionKind? kind = request.Kind switch { "like" => SocialInteractionKind.Like, "repost" => SocialInteractionKind.Repost, _ => null };
        if (kind is not { } wanted)
        {
            return Problems.Field("kind", "kind is neither like nor repost.", ProblemCodes.InvalidBody);
        }

        if ((request.PostId is null ? NoPostId("post_id") : PostId("post_id", request.PostId)) is { } wrong)
        {
            return wrong;
        }

        if ((Check(wait) ?? IdempotencyKeys.Read(idempotencyKey, out _)) is { } problem)
        {
            return problem;
        }

        IdempotencyKeys.Read(idempotencyKey, out var key);
        var result = await grains.Agent(id).Interact(new InteractionCommand
        {
            Cause = $"{caller.Name}/{key}", BodyHash = IdempotencyKeys.HashBody(request.Kind, request.PostId), Kind = wanted, PostId = request.PostId!,
        });
        return await AnswerAsync(result, effects, wait, cancellationToken);
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
        { Topic.Length: > MaxTopic } => Problems.Field("topic", $"topic is longer than {MaxTopic} characters. Shorten it.", ProblemCodes.InvalidBody),
        { Topic: not null } when string.IsNullOrWhiteSpace(request.Topic) => Problems.Field("topic", "topic is empty. Leave it out to let the agent choose.", ProblemCodes.InvalidBody),
        { Text.Length: > MaxText } => Problems.Field("text", $"text is longer than {MaxText} characters, the most that X takes. Shorten it.", ProblemCodes.InvalidBody),
        { Text: not null } when string.IsNullOrWhiteSpace(request.Text) => Problems.Field("text", "text is empty. Leave it out to let the agent write.", ProblemCodes.InvalidBody),
        { Text: not null, Preview: true } => Problems.Field("text", "A preview writes drafts; it takes no text. Leave text or preview out.", ProblemCodes.InvalidBody),
        { ReplyTo: not null, QuoteOf: not null } => Problems.Field("quote_of", "A post answers one post or quotes one. Leave reply_to or quote_of out.", ProblemCodes.InvalidBody),
        { ThreadLength: > 1 } when (request.ReplyTo ?? request.QuoteOf) is not null => Problems.Field("thread_length", "A thread stands alone. Leave thread_length out, or the post to answer or quote.", ProblemCodes.InvalidBody),
        { Preview: true } when (request.ReplyTo ?? request.QuoteOf) is not null => Problems.Field("preview", "A preview writes drafts of a post of its own. Leave preview out, or the post to answer or quote.", ProblemCodes.InvalidBody),
        { MediaIds: { } ids } when ids.Any(id => id is null || PostId("media_ids", id) is not null) => Problems.Field("media_ids", "media_ids holds what is no media's id. Take the media_id that POST …/media answered.", ProblemCodes.InvalidBody),
        { MediaIds: null, MadeWithAi: true } => Problems.Field("made_with_ai", "made_with_ai speaks of media, and there is none. Leave it out, or give media_ids.", ProblemCodes.InvalidBody),
        { MediaIds: not null, Preview: true } => Problems.Field("media_ids", "A preview writes drafts of a text. Leave media_ids or preview out.", ProblemCodes.InvalidBody),
        { Poll: not null } when (request.ReplyTo ?? request.QuoteOf) is not null || request.ThreadLength > 1 || request.Preview =>
            Problems.Field("poll", "A poll stands under a single post of its own. Leave poll out, or reply_to, quote_of, thread_length and preview.", ProblemCodes.InvalidBody),
        { Poll: { Options: null } } => Problems.Field("poll.options", "poll.options is required: two to four answers.", ProblemCodes.InvalidBody),
        { Poll.Options: { } options } when options.Any(option => option is null) => Problems.Field("poll.options", "An answer of the poll is null. Write each as a text.", ProblemCodes.InvalidBody),
        _ => PostId("reply_to", request.ReplyTo) ?? PostId("quote_of", request.QuoteOf) ?? Check(wait),
    };

    private static ProblemHttpResult? PostId(string field, string? id) => id is null || (id.Length is > 0 and <= 19 && id[0] != '0' && id.All(char.IsAsciiDigit)) ? null : NoPostId(field);

    private static ProblemHttpResult NoPostId(string field) => Problems.Field(field, $"{field} is no post's id. Give the number at the end of its address.", ProblemCodes.InvalidBody);

    private static ProblemHttpResult? Check(int? wait) =>
        wait is < 0 or > EffectWait.MaxSeconds ? Problems.Field("wait", $"wait is {wait}. Give 0 to {EffectWait.MaxSeconds} seconds.") : null;
}
