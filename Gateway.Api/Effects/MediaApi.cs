using Microsoft.AspNetCore.Http.HttpResults;
using Orleans;
using PuppetEngine.Gateway.Api.Agents;
using PuppetEngine.Gateway.Api.Http;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Gateway.Api.Effects;

/// <summary>Pictures for posts: uploaded first, then named by a post.</summary>
internal static class MediaApi
{
    private const int LongestAltText = 1_000;
    private static readonly string[] Types = ["image/jpeg", "image/png", "image/webp", "image/gif"];
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(90);

    /// <summary>Maps <c>/v1/agents/{id}/media</c>.</summary>
    public static RouteGroupBuilder MapMediaApi(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/v1/agents/{id}/media").WithTags("Posts");
        group.MapPost("", Upload);
        return group;
    }

    [EndpointSummary("Uploads a picture for a post of the agent.")]
    [EndpointDescription("201 with the id that media_ids of a post takes, until it expires. Nobody sees it before a post names it. A picture that X takes not is 422 invalid_media; what did not come through is 503 upload_failed, and may be sent again.")]
    private static async Task<Results<Created<MediaResource>, ProblemHttpResult>> Upload(string id, MediaRequest request, IGrainFactory grains, TimeProvider time, CancellationToken cancellationToken)
    {
        if (Check(request) is { } problem)
        {
            return problem;
        }

        var file = new byte[request.Data!.Length / 4 * 3];
        if (!Convert.TryFromBase64String(request.Data, file, out var length) || length == 0)
        {
            return Problems.Field("data", "data is no base64. Send the file's bytes in base64, with its padding and without spaces.", ProblemCodes.InvalidBody);
        }

        var card = await grains.Agent(id).GetCard();
        if (card.Status != AgentStatuses.Active || card.Publish == PublishMode.DryRun)
        {
            return Problems.Of(StatusCodes.Status409Conflict, AgentProblemCodes.AgentInactive,
                card.Status != AgentStatuses.Active ? $"The agent is {card.Status}; nothing is uploaded for it." : "The agent publishes nothing (dry_run); nothing is uploaded for it.");
        }

        var upload = new MediaUpload
        {
            AccountKey = card.AccountKey, AgentId = id, Kind = request.MediaType == "image/gif" ? MediaKind.Gif : MediaKind.Image, MimeType = request.MediaType!,
            Length = length, AltText = request.AltText ?? "", Deadline = time.GetUtcNow() + Longest, Tags = card.Tags,
        };
        var done = await grains.GetGrain<ISocialWorkerGrain>("worker").Upload(upload, file[..length], cancellationToken);
        return done.Outcome switch
        {
            { Class: OutcomeClass.Sent } => TypedResults.Created((string?)null, new MediaResource(done.MediaId, done.ExpiresAt)),
            { Code: SocialOutcomeCodes.Invalid } invalid => Problems.Of(StatusCodes.Status422UnprocessableEntity, ProblemCodes.InvalidMedia, invalid.Detail ?? "X does not take this file."),
            var failed => Problems.Of(StatusCodes.Status503ServiceUnavailable, ProblemCodes.UploadFailed, $"The picture was not uploaded ({failed.Code}). {failed.Detail}".TrimEnd()),
        };
    }

    private static ProblemHttpResult? Check(MediaRequest request) => request switch
    {
        { MediaType: null } => Problems.Field("media_type", $"media_type is required: one of {string.Join(", ", Types)}.", ProblemCodes.InvalidBody),
        { MediaType: var type } when !Types.Contains(type, StringComparer.Ordinal) => Problems.Field("media_type", $"media_type is none of {string.Join(", ", Types)}.", ProblemCodes.InvalidBody),
        { Data: null or "" } => Problems.Field("data", "data is required: the file in base64.", ProblemCodes.InvalidBody),
        { AltText.Length: > LongestAltText } => Problems.Field("alt_text", $"alt_text is longer than {LongestAltText} characters. Shorten it.", ProblemCodes.InvalidBody),
        _ => null,
    };
}

/// <summary>A picture to upload.</summary>
/// <param name="MediaType"><c>image/jpeg</c>, <c>image/png</c>, <c>image/webp</c> (5 MB) or <c>image/gif</c> (15 MB); the first bytes must agree.</param>
/// <param name="Data">The file, in base64.</param>
/// <param name="AltText">What it shows, for those who cannot see it, at most 1,000 characters.</param>
public sealed record MediaRequest(string? MediaType = null, string? Data = null, string? AltText = null);

/// <summary>An uploaded picture.</summary>
/// <param name="MediaId">What <c>media_ids</c> of a post takes.</param>
/// <param name="ExpiresAt">Until when a post may name it.</param>
public sealed record MediaResource(string MediaId, DateTimeOffset? ExpiresAt);
