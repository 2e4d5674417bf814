using System.Globalization;
using System.Text;
using System.Text.Json;
using PuppetEngine.Emulators.X.Limits;
using PuppetEngine.Emulators.X.Posts;
using PuppetEngine.Emulators.X.Wire;

namespace PuppetEngine.Emulators.X.Media;

/// <summary>Uploads of pictures and films, in one go and in segments, and their alt text.</summary>
internal sealed class MediaEndpoints(XWorld world)
{
    /// <summary>Longest body of a segment: five MiB and what multipart adds.</summary>
    public const int LongestSegment = (5 * 1024 * 1024) + 16_384;

    private const int LastSegment = 999;
    private const int LongestAltText = 1_000;

    /// <summary><c>POST /2/media/upload/initialize</c>.</summary>
    public XAnswer Initialize(XRequest request)
    {
        var (fields, refusal) = MediaBody.Read(request.Body, "media_type", "total_bytes", "media_category", "additional_owners", "shared");
        if (fields is null)
        {
            return refusal!;
        }

        var type = MediaBody.Text(fields, "media_type");
        var category = MediaBody.Text(fields, "media_category");
        var bytes = fields.TryGetValue("total_bytes", out var total) && total.ValueKind == JsonValueKind.Number && total.TryGetInt64(out var n) ? n : 0;
        return MediaTypes.Problem(category, type, bytes) is { } problem
            ? XProblem.Invalid("", "", problem)
            : Answer(world.Media.Begin(request.Caller.Account!, type, category, bytes).Media, finished: false);
    }

    /// <summary><c>POST /2/media/upload/:id/append</c>, multipart.</summary>
    public XAnswer Append(XRequest request)
    {
        if (Session(request) is not { } session)
        {
            return NotFound(request.PathId);
        }

        if (!request.Parts.TryGetValue("media", out var media) || media.Length == 0
            || !request.Parts.TryGetValue("segment_index", out var index)
            || !int.TryParse(Encoding.ASCII.GetString(index), NumberStyles.None, CultureInfo.InvariantCulture, out var segment) || segment > LastSegment)
        {
            return XProblem.Invalid("segment_index", "", $"The request must be multipart/form-data with `media` and a `segment_index` of 0 to {LastSegment}");
        }

        session.Append(segment, media);
        return XAnswer.Json(200, w =>
        {
            w.WriteStartObject();
            w.WriteStartObject("data");
            w.WriteNumber("expires_at", session.Media.ExpiresAt.ToUnixTimeSeconds());
            w.WriteEndObject();
            w.WriteEndObject();
        });
    }

    /// <summary><c>POST /2/media/upload/:id/finalize</c>.</summary>
    public XAnswer Finalize(XRequest request) =>
        Session(request) is not { } session ? NotFound(request.PathId)
        : !session.IsWhole ? XProblem.Invalid("id", request.PathId, $"Segments do not add up to the provided total file size: {session.Received} of {session.Media.TotalBytes} bytes were received.")
        : Finished(session);

    /// <summary><c>GET /2/media/upload?command=STATUS&amp;media_id=</c>.</summary>
    public XAnswer Status(XRequest request)
    {
        if (request.QueryValue("command") is not ("STATUS" or null))
        {
            return XProblem.Invalid("command", request.QueryValue("command")!, "The `command` query parameter is not one of [STATUS]");
        }

        var id = request.QueryValue("media_id") ?? "";
        return PostDraftReader.TryId(id, out var value) && world.Media.Find(value) is { } media && media.OwnerId == request.Caller.Account!.Id
            ? Answer(media, finished: true)
            : NotFound(id);
    }

    /// <summary><c>POST /2/media/upload</c>: a picture in one go, multipart or JSON with base64.</summary>
    public XAnswer Upload(XRequest request)
    {
        var category = "";
        byte[]? bytes = null;
        if (request.Parts.Count > 0)
        {
            request.Parts.TryGetValue("media", out bytes);
            category = request.Parts.TryGetValue("media_category", out var named) ? Encoding.UTF8.GetString(named) : "";
        }
        else
        {
            var (fields, refusal) = MediaBody.Read(request.Body, "media", "media_category", "media_type", "additional_owners", "shared");
            if (fields is null)
            {
                return refusal!;
            }

            category = MediaBody.Text(fields, "media_category");
            fields.TryGetValue("media", out var media);
            bytes = media.ValueKind == JsonValueKind.String && media.TryGetBytesFromBase64(out var decoded) ? decoded : null;
        }

        if (bytes is null || bytes.Length == 0)
        {
            return XProblem.Invalid("media", "", "$.media: is missing but it is required");
        }

        string[] types = ["image/jpeg", "image/png", "image/webp", "image/gif"];
        var type = Array.Find(types, t => MediaTypes.Agrees(t, bytes));
        if (category is not ("tweet_image" or "tweet_gif") || type is null || MediaTypes.Problem(category, type, bytes.Length) is not null)
        {
            return XProblem.Invalid("media", "", MediaTypes.Problem(category, type ?? "an unknown type", bytes.Length) ?? "Films are uploaded in segments.");
        }

        var session = world.Media.Begin(request.Caller.Account!, type, category, bytes.Length);
        session.Append(0, bytes);
        return Finished(session);
    }

    /// <summary><c>POST /2/media/metadata</c>.</summary>
    public XAnswer Metadata(XRequest request)
    {
        var (fields, refusal) = MediaBody.Read(request.Body, "id", "metadata");
        if (fields is null)
        {
            return refusal!;
        }

        var id = MediaBody.Text(fields, "id");
        if (!PostDraftReader.TryId(id, out var value) || world.Media.Find(value) is not { } media || media.OwnerId != request.Caller.Account!.Id)
        {
            return NotFound(id);
        }

        var text = fields.TryGetValue("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
            && metadata.TryGetProperty("alt_text", out var alt) && alt.ValueKind == JsonValueKind.Object && alt.TryGetProperty("text", out var said) && said.ValueKind == JsonValueKind.String
            ? said.GetString()!
            : "";
        if (text.Length is 0 or > LongestAltText)
        {
            return XProblem.Invalid("metadata.alt_text.text", "", $"$.metadata.alt_text.text: must be 1 to {LongestAltText} characters long");
        }

        world.Media.Save(media with { AltText = text });
        request.Caller.App.Usage.Charge(XPrices.MediaMetadata);
        return XAnswer.Json(200, w =>
        {
            w.WriteStartObject();
            w.WriteStartObject("data");
            w.WriteString("id", id);
            w.WriteStartObject("associated_metadata");
            w.WriteStartObject("alt_text");
            w.WriteString("text", text);
            w.WriteEndObject();
            w.WriteEndObject();
            w.WriteEndObject();
            w.WriteEndObject();
        });
    }

    private MediaSession? Session(XRequest request) => PostDraftReader.TryId(request.PathId, out var id) ? world.Media.Session(id, request.Caller.Account!) : null;

    private XAnswer Finished(MediaSession session)
    {
        world.Counters.Add("x", "uploads");
        return Answer(world.Media.Finish(session), finished: true);
    }

    private XAnswer Answer(XMedia media, bool finished) => XAnswer.Json(200, w =>
    {
        w.WriteStartObject();
        w.WriteStartObject("data");
        w.WriteString("id", PostJson.Id(media.Id));
        w.WriteString("media_key", media.Key);
        w.WriteNumber("expires_after_secs", (long)(media.ExpiresAt - world.Now).TotalSeconds);
        if (finished)
        {
            w.WriteNumber("size", media.TotalBytes);
            Processing(w, media);
        }

        w.WriteEndObject();
        w.WriteEndObject();
    });

    /// <summary>Pictures are ready at once and say nothing of processing.</summary>
    private void Processing(Utf8JsonWriter w, XMedia media)
    {
        var left = (media.ReadyAt ?? world.Now) - world.Now;
        if (!media.IsFilm && media.Failure.Length == 0)
        {
            return;
        }

        w.WriteStartObject("processing_info");
        if (left > TimeSpan.Zero)
        {
            w.WriteString("state", left >= world.Options.MediaProcessing ? "pending" : "in_progress");
            w.WriteNumber("check_after_secs", (int)Math.Ceiling(Math.Min(left.TotalSeconds, 5)));
        }
        else if (media.Failure.Length > 0)
        {
            w.WriteString("state", "failed");
            w.WriteStartObject("error");
            w.WriteNumber("code", 1);
            w.WriteString("name", media.Failure);
            w.WriteString("message", "The file is not what its type says.");
            w.WriteEndObject();
        }
        else
        {
            w.WriteString("state", "succeeded");
            w.WriteNumber("progress_percent", 100);
        }

        w.WriteEndObject();
    }

    private static XAnswer NotFound(string id) => XProblem.Invalid("id", id, $"Media with id [{id}] was not found, has expired, or is another user's.");
}
