using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Orleans;
using PuppetEngine.Gateway.Api.Agents;
using PuppetEngine.Gateway.Api.Http;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Gateway.Api.Effects;

/// <summary>Pictures and films for posts: uploaded first, then named by a post.</summary>
internal static class MediaApi
{
    private const int LongestAltText = 1_000;
    private const int SegmentLength = 2 * 1024 * 1024;
    private const long LongestFile = 512L * 1024 * 1024;
    private static readonly string[] Types = ["image/jpeg", "image/png", "image/webp", "image/gif"];
    private static readonly string[] Films = ["video/mp4", "video/quicktime"];
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(90);

    /// <summary>How long a film may be processed.</summary>
    private static readonly TimeSpan LongestProcessing = TimeSpan.FromMinutes(10);

    /// <summary>Maps <c>/v1/agents/{id}/media</c>.</summary>
    public static RouteGroupBuilder MapMediaApi(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/v1/agents/{id}/media").WithTags("Posts");
        group.MapPost("", Upload);
        group.MapPost("/file", UploadFile).WithMetadata(new LargeBody(LongestFile));
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
        return Inactive(card) is { } inactive ? inactive : Answer(await grains.GetGrain<ISocialWorkerGrain>("worker").Upload(Of(card, id, request.MediaType!, length, request.AltText, time), file[..length], cancellationToken));
    }

    [EndpointSummary("Uploads a picture, a GIF or a film as it is, handed on in parts.")]
    [EndpointDescription("The body is the file, its type the header Content-Type: an image (5 MB), image/gif (15 MB), video/mp4 or video/quicktime (512 MB). 201 with the id that media_ids of a post takes, once X has processed it, which takes up to ten minutes. A film stands alone under a post. What X takes not is 422 invalid_media, said before it is sent; what did not come through is 503 upload_failed, and may be sent again.")]
    private static async Task<Results<Created<MediaResource>, ProblemHttpResult>> UploadFile(
        string id, HttpRequest request, [FromQuery(Name = "alt_text")] string? altText, IGrainFactory grains, TimeProvider time, CancellationToken cancellationToken)
    {
        var type = request.ContentType?.Split(';')[0].Trim().ToLowerInvariant() ?? "";
        if (!Types.Contains(type, StringComparer.Ordinal) && !Films.Contains(type, StringComparer.Ordinal))
        {
            return Problems.Of(StatusCodes.Status415UnsupportedMediaType, ProblemCodes.UnsupportedMediaType, $"Content-Type is none of {string.Join(", ", Types)}, {string.Join(", ", Films)}. Send the file's real type.");
        }

        if (request.ContentLength is not > 0 and var length)
        {
            return Problems.Field("Content-Length", length is null ? "The header Content-Length is required: X wants to know beforehand how long the file is." : "The file is empty.");
        }

        if (altText?.Length > LongestAltText)
        {
            return Problems.Field("alt_text", $"alt_text is longer than {LongestAltText} characters. Shorten it.");
        }

        var card = await grains.Agent(id).GetCard();
        if (Inactive(card) is { } inactive)
        {
            return inactive;
        }

        var worker = grains.GetGrain<ISocialWorkerGrain>("worker");
        MediaUpload Now() => Of(card, id, type, request.ContentLength.Value, altText, time);
        var segment = new byte[Math.Min(SegmentLength, request.ContentLength.Value)];
        var read = await request.Body.ReadAtLeastAsync(segment, segment.Length, throwOnEndOfStream: false, cancellationToken);
        var begun = await worker.BeginUpload(Now(), segment[..Math.Min(read, 32)], cancellationToken);
        if (begun.Outcome.Class != OutcomeClass.Sent)
        {
            return Answer(begun);
        }

        for (var index = 0; read > 0; index++)
        {
            if (await worker.AppendUpload(Now(), begun.MediaId, index, segment[..read], cancellationToken) is { Class: not OutcomeClass.Sent } broken)
            {
                return Answer(new MediaUploadOutcome { Outcome = broken });
            }

            read = await request.Body.ReadAtLeastAsync(segment, segment.Length, throwOnEndOfStream: false, cancellationToken);
        }

        var until = time.GetUtcNow() + LongestProcessing;
        var done = await worker.FinishUpload(Now(), begun.MediaId, false, cancellationToken);
        while (done is { Outcome.Code: SocialOutcomeCodes.Timeout, MediaId.Length: > 0 } && time.GetUtcNow() < until)
        {
            done = await worker.FinishUpload(Now(), begun.MediaId, true, cancellationToken);
        }

        return Answer(done);
    }

    private static MediaUpload Of(AgentCard card, string id, string type, long length, string? altText, TimeProvider time) => new()
    {
        AccountKey = card.AccountKey, AgentId = id, Kind = type == "image/gif" ? MediaKind.Gif : Films.Contains(type, StringComparer.Ordinal) ? MediaKind.Video : MediaKind.Image, MimeType = type,
        Length = length, AltText = altText ?? "", Deadline = time.GetUtcNow() + Longest, Tags = card.Tags,
    };

    private static ProblemHttpResult? Inactive(AgentCard card) => card.Status == AgentStatuses.Active && card.Publish != PublishMode.DryRun
        ? null
        : Problems.Of(StatusCodes.Status409Conflict, AgentProblemCodes.AgentInactive,
            card.Status != AgentStatuses.Active ? $"The agent is {card.Status}; nothing is uploaded for it." : "The agent publishes nothing (dry_run); nothing is uploaded for it.");

    private static Results<Created<MediaResource>, ProblemHttpResult> Answer(MediaUploadOutcome done) => done.Outcome switch
    {
        { Class: OutcomeClass.Sent } => TypedResults.Created((string?)null, new MediaResource(done.MediaId, done.ExpiresAt)),
        { Code: SocialOutcomeCodes.Invalid } invalid => Problems.Of(StatusCodes.Status422UnprocessableEntity, ProblemCodes.InvalidMedia, invalid.Detail ?? "X does not take this file."),
        var failed => Problems.Of(StatusCodes.Status503ServiceUnavailable, ProblemCodes.UploadFailed, $"The file was not uploaded ({failed.Code}). {failed.Detail}".TrimEnd()),
    };

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
