using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Orleans;
using PuppetEngine.Gateway.Api.Access;
using PuppetEngine.Gateway.Api.Agents;
using PuppetEngine.Gateway.Api.Effects;
using PuppetEngine.Gateway.Api.Http;
using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Gateway.Api.Original;

/// <summary>
/// The original's request for a post, which waited for its end. It had no Idempotency-Key: without one each request is a post of its own.
/// </summary>
internal static class OriginalPostsApi
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapPost("/agents/{id}/post", Post);
        group.MapPost("/agents/{id}/reply", Reply);
    }

    private static async Task<IResult> Post(
        string id, OriginalPostRequest? request, [FromHeader(Name = IdempotencyKeys.Header)] string? idempotencyKey, Caller caller, IGrainFactory grains, EffectWait effects, CancellationToken cancellationToken)
    {
        // What JavaScript takes for nothing is nothing.
        var asked = new PostRequest(
            string.IsNullOrEmpty(request?.Topic) ? null : request.Topic, null, request?.ThreadLength is null or 0 ? null : request.ThreadLength, request?.Force ?? false);
        var answer = (await PostsApi.Create(id, asked, idempotencyKey ?? ApiKeys.NewToken(), caller, grains, effects, EffectWait.MaxSeconds, cancellationToken)).Result;
        return await OfAsync(id, answer, grains);
    }

    /// <summary>The original took the text of the post that is answered from the caller; here it is read, and what the caller says of it is passed over.</summary>
    private static async Task<IResult> Reply(
        string id, OriginalReplyRequest request, [FromHeader(Name = IdempotencyKeys.Header)] string? idempotencyKey, Caller caller, IGrainFactory grains, EffectWait effects, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(request.TweetId))
        {
            return Problems.Field("tweetId", "tweetId is required: the number at the end of the post's address.", ProblemCodes.InvalidBody);
        }

        var asked = new PostRequest(ReplyTo: request.TweetId);
        return await OfAsync(id, (await PostsApi.Create(id, asked, idempotencyKey ?? ApiKeys.NewToken(), caller, grains, effects, EffectWait.MaxSeconds, cancellationToken)).Result, grains);
    }

    private static async Task<IResult> OfAsync(string id, IResult answer, IGrainFactory grains)
    {
        switch (answer)
        {
            case Accepted<EffectResource> { Value: { } effect }:
                return Of(effect);
            case ProblemHttpResult { StatusCode: StatusCodes.Status429TooManyRequests } soon:
                soon.ProblemDetails.Extensions["lastPostTime"] = (await grains.Agent(id).GetCard()).LastPostAt?.ToUnixTimeMilliseconds();
                return soon;
            default:
                return answer;
        }
    }

    /// <summary>The original answered a post that X refused with 200 and no id; here it is an error, as nothing was posted.</summary>
    private static IResult Of(EffectResource effect) => effect.Status switch
    {
        EffectState.Confirmed or EffectState.DryRun => OriginalJson.Answer(OriginalTweetAnswer.From(effect)),
        EffectState.Failed or EffectState.Cancelled or EffectState.Abandoned => Problems.Of(StatusCodes.Status500InternalServerError, ProblemCodes.EffectFailed,
            effect.Detail.Length > 0 ? effect.Detail : $"The post was not sent ({SnakeCase.Of(effect.Status)}). GET /v1/effects/{effect.EffectId} tells more."),
        _ => OriginalJson.Answer(OriginalTweetAnswer.From(effect), StatusCodes.Status202Accepted),
    };

    /// <summary>The original's three members, and by which effect the post is found in <c>/v1</c>.</summary>
    private sealed record OriginalTweetAnswer(string Content, string AgentId, string? TweetId, string EffectId, [property: JsonPropertyName("status")] string State)
    {
        public static OriginalTweetAnswer From(EffectResource effect) => new(effect.Text, effect.AgentId, effect.ExternalId, effect.EffectId, SnakeCase.Of(effect.Status));
    }
}
