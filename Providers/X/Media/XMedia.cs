using System.Globalization;
using System.Net.Http;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;
using PuppetEngine.Providers.X.Auth;
using PuppetEngine.Providers.X.Wire;

namespace PuppetEngine.Providers.X.Media;

/// <summary>
/// Uploads media in segments: initialize, append, finalize, status until it is processed, alt text. One segment is held at a time. A
/// segment in doubt is sent again, which X takes for the same one; every other step in doubt ends the upload, and the caller begins anew.
/// </summary>
internal sealed class XMedia(XTransport transport, XCallers callers, TimeProvider time) : ISocialMedia
{
    private const int SegmentLength = 4 * 1024 * 1024;
    private const int SegmentAttempts = 3;
    private static readonly TimeSpan UsualLife = TimeSpan.FromHours(24);

    /// <inheritdoc/>
    public async Task<MediaUploadOutcome> UploadAsync(MediaUpload upload, Stream content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(upload);
        ArgumentNullException.ThrowIfNull(content);
        var segment = new byte[Math.Clamp(upload.Length, MediaRules.HeadLength, SegmentLength)];
        var read = await content.ReadAtLeastAsync(segment, segment.Length, throwOnEndOfStream: false, cancellationToken);
        var begun = await BeginAsync(upload, segment.AsMemory(0, read), cancellationToken);
        if (begun.Outcome.Class != OutcomeClass.Sent)
        {
            return begun;
        }

        if (await AppendAllAsync(upload, begun.MediaId, content, segment, read, cancellationToken) is { } broken)
        {
            return Ended(broken);
        }

        // Whoever hands over the whole file waits once: what is not processed by the deadline is uploaded again.
        var done = await FinishAsync(upload, begun.MediaId, isFinalized: false, cancellationToken);
        return done.Outcome.Class == OutcomeClass.Sent ? done : Ended(done.Outcome);
    }

    /// <inheritdoc/>
    public async Task<MediaUploadOutcome> BeginAsync(MediaUpload upload, ReadOnlyMemory<byte> head, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(upload);
        if (MediaRules.Problem(upload, head.Span[..Math.Min(head.Length, MediaRules.HeadLength)]) is { } problem)
        {
            return Ended(XOutcomeTable.NotSent(SocialOutcomeCodes.Invalid, problem));
        }

        var (call, refusal) = await CallAsync(upload, cancellationToken);
        if (call is null)
        {
            return Ended(refusal!);
        }

        var (begun, failed) = await StepAsync(call, "/2/media/upload/initialize", Json(w =>
        {
            w.WriteString("media_type", upload.MimeType);
            w.WriteNumber("total_bytes", upload.Length);
            w.WriteString("media_category", MediaRules.Category(upload.Kind));
        }));
        return begun is null ? Ended(failed!) : Done(begun);
    }

    /// <inheritdoc/>
    public async Task<SocialOutcome> AppendAsync(MediaUpload upload, string mediaId, int index, ReadOnlyMemory<byte> segment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(upload);
        var (call, refusal) = await CallAsync(upload, cancellationToken);
        return call is null ? refusal! : await AppendAsync(call, mediaId, index, segment);
    }

    /// <inheritdoc/>
    public async Task<MediaUploadOutcome> FinishAsync(MediaUpload upload, string mediaId, bool isFinalized, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(upload);
        var (call, refusal) = await CallAsync(upload, cancellationToken);
        if (call is null)
        {
            return Ended(refusal!);
        }

        var (state, failed) = isFinalized ? await StatusAsync(call, mediaId) : await StepAsync(call, $"/2/media/upload/{PostIds.Parse(mediaId)}/finalize", null);
        while (state is { IsProcessing: true })
        {
            if (time.GetUtcNow() + state.CheckAfter >= call.Deadline)
            {
                return Ended(XOutcomeTable.NotSent(SocialOutcomeCodes.Timeout, "X had not processed the media when the deadline came. Upload it again with more time.")) with { MediaId = mediaId };
            }

            await Task.Delay(state.CheckAfter, time, call.Cancellation);
            (state, failed) = await StatusAsync(call, mediaId);
        }

        if (state is null)
        {
            return Ended(failed!);
        }

        if (state.State == "failed")
        {
            return Ended(XOutcomeTable.NotSent(SocialOutcomeCodes.Invalid, $"X could not process the media: {state.Problem} Convert the file, then upload it again."));
        }

        var outcome = upload.AltText.Length > 0 ? await DescribeAsync(call, mediaId, upload.AltText) : null;
        return outcome is null or { Class: OutcomeClass.Sent } ? Done(state) : Ended(outcome);
    }

    private async Task<SocialOutcome?> AppendAllAsync(MediaUpload upload, string id, Stream content, byte[] segment, int read, CancellationToken cancellationToken)
    {
        long sent = 0;
        for (var index = 0; read > 0; index++)
        {
            if (sent + read > upload.Length)
            {
                return XOutcomeTable.NotSent(SocialOutcomeCodes.Invalid, $"The file is longer than the {upload.Length} bytes that were announced.");
            }

            if (await AppendAsync(upload, id, index, segment.AsMemory(0, read), cancellationToken) is { Class: not OutcomeClass.Sent } failed)
            {
                return failed;
            }

            sent += read;
            read = await content.ReadAtLeastAsync(segment, segment.Length, throwOnEndOfStream: false, cancellationToken);
        }

        return sent == upload.Length ? null : XOutcomeTable.NotSent(SocialOutcomeCodes.Invalid, $"The file ended after {sent} of the {upload.Length} bytes that were announced.");
    }

    private async Task<SocialOutcome> AppendAsync(Call call, string id, int index, ReadOnlyMemory<byte> bytes)
    {
        // A mark that no file holds by chance, and that is another in each request.
        var boundary = "puppet-" + RandomNumberGenerator.GetHexString(32, lowercase: true);
        var head = string.Create(CultureInfo.InvariantCulture,
            $"--{boundary}\r\nContent-Disposition: form-data; name=\"segment_index\"\r\n\r\n{index}\r\n--{boundary}\r\nContent-Disposition: form-data; name=\"media\"; filename=\"media\"\r\nContent-Type: application/octet-stream\r\n\r\n");
        byte[] body = [.. Encoding.ASCII.GetBytes(head), .. bytes.Span, .. Encoding.ASCII.GetBytes($"\r\n--{boundary}--\r\n")];
        for (var attempt = 1; ; attempt++)
        {
            using var content = new XRequestContent(body, $"multipart/form-data; boundary={boundary}");
            var (outcome, _) = await transport.SendContentAsync(call.Credential, XCallKind.Read, HttpMethod.Post, $"/2/media/upload/{PostIds.Parse(id)}/append", content, call.Deadline, call.Cancellation);
            if (outcome.Class != OutcomeClass.Ambiguous || attempt == SegmentAttempts || call.Cancellation.IsCancellationRequested)
            {
                return outcome;
            }
        }
    }

    private async Task<(Call? Call, SocialOutcome? Refusal)> CallAsync(MediaUpload upload, CancellationToken cancellationToken)
    {
        var (credential, refusal) = await callers.CredentialAsync(SocialAccountKey.Parse(upload.AccountKey), cancellationToken);
        return credential is null ? (null, refusal) : (new Call(credential, upload.Deadline, cancellationToken), null);
    }

    private Task<(MediaAnswer? Answer, SocialOutcome? Failed)> StatusAsync(Call call, string id) =>
        StepAsync(call, $"/2/media/upload?command=STATUS&media_id={PostIds.Parse(id)}", null, HttpMethod.Get);

    private MediaUploadOutcome Done(MediaAnswer answer) => new()
    {
        Outcome = new SocialOutcome { Class = OutcomeClass.Sent, Code = SocialOutcomeCodes.Ok }, MediaId = answer.Id, ExpiresAt = time.GetUtcNow() + (answer.Life ?? UsualLife),
    };

    private async Task<SocialOutcome> DescribeAsync(Call call, string id, string altText)
    {
        var body = Json(w =>
        {
            w.WriteString("id", id);
            w.WriteStartObject("metadata");
            w.WriteStartObject("alt_text");
            w.WriteString("text", altText);
            w.WriteEndObject();
            w.WriteEndObject();
        });
        return (await transport.SendAsync(call.Credential, XCallKind.Read, HttpMethod.Post, "/2/media/metadata", body, call.Deadline, call.Cancellation)).Outcome;
    }

    private async Task<(MediaAnswer? Answer, SocialOutcome? Failed)> StepAsync(Call call, string path, byte[]? json, HttpMethod? method = null)
    {
        var (outcome, answer) = await transport.SendAsync(call.Credential, XCallKind.Read, method ?? HttpMethod.Post, path, json, call.Deadline, call.Cancellation);
        return outcome.Class != OutcomeClass.Sent ? (null, outcome)
            : MediaAnswer.Read(answer!.Body) is { } read ? (read, null)
            : (null, XOutcomeTable.Ambiguous(SocialOutcomeCodes.Unreadable, "X's answer to an upload could not be read."));
    }

    private static byte[] Json(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static MediaUploadOutcome Ended(SocialOutcome outcome) => new() { Outcome = outcome };

    private sealed record Call(XCredential Credential, DateTimeOffset Deadline, CancellationToken Cancellation);
}
