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
        if (MediaRules.Problem(upload, segment.AsSpan(0, Math.Min(read, MediaRules.HeadLength))) is { } problem)
        {
            return Ended(XOutcomeTable.NotSent(SocialOutcomeCodes.Invalid, problem));
        }

        var (credential, refusal) = await callers.CredentialAsync(SocialAccountKey.Parse(upload.AccountKey), cancellationToken);
        if (credential is null)
        {
            return Ended(refusal!);
        }

        var call = new Call(credential, upload.Deadline, cancellationToken);
        var (begun, failed) = await StepAsync(call, "/2/media/upload/initialize", Json(w =>
        {
            w.WriteString("media_type", upload.MimeType);
            w.WriteNumber("total_bytes", upload.Length);
            w.WriteString("media_category", MediaRules.Category(upload.Kind));
        }));
        return begun is null ? Ended(failed!)
            : await AppendAllAsync(call, begun.Id, upload, content, segment, read) is { } broken ? Ended(broken)
            : await FinishAsync(call, begun, upload);
    }

    private async Task<SocialOutcome?> AppendAllAsync(Call call, string id, MediaUpload upload, Stream content, byte[] segment, int read)
    {
        long sent = 0;
        for (var index = 0; read > 0; index++)
        {
            if (sent + read > upload.Length)
            {
                return XOutcomeTable.NotSent(SocialOutcomeCodes.Invalid, $"The file is longer than the {upload.Length} bytes that were announced.");
            }

            if (await AppendAsync(call, id, index, segment.AsMemory(0, read)) is { Class: not OutcomeClass.Sent } failed)
            {
                return failed;
            }

            sent += read;
            read = await content.ReadAtLeastAsync(segment, segment.Length, throwOnEndOfStream: false, call.Cancellation);
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
            var (outcome, _) = await transport.SendContentAsync(call.Credential, XCallKind.Read, HttpMethod.Post, $"/2/media/upload/{id}/append", content, call.Deadline, call.Cancellation);
            if (outcome.Class != OutcomeClass.Ambiguous || attempt == SegmentAttempts || call.Cancellation.IsCancellationRequested)
            {
                return outcome;
            }
        }
    }

    private async Task<MediaUploadOutcome> FinishAsync(Call call, MediaAnswer begun, MediaUpload upload)
    {
        var (state, failed) = await StepAsync(call, $"/2/media/upload/{begun.Id}/finalize", null);
        while (state is { IsProcessing: true })
        {
            if (time.GetUtcNow() + state.CheckAfter >= call.Deadline)
            {
                return Ended(XOutcomeTable.NotSent(SocialOutcomeCodes.Timeout, "X had not processed the media when the deadline came. Upload it again with more time."));
            }

            await Task.Delay(state.CheckAfter, time, call.Cancellation);
            (state, failed) = await StepAsync(call, $"/2/media/upload?command=STATUS&media_id={begun.Id}", null, HttpMethod.Get);
        }

        if (state is null)
        {
            return Ended(failed!);
        }

        if (state.State == "failed")
        {
            return Ended(XOutcomeTable.NotSent(SocialOutcomeCodes.Invalid, $"X could not process the media: {state.Problem} Convert the file, then upload it again."));
        }

        var outcome = upload.AltText.Length > 0 ? await DescribeAsync(call, begun.Id, upload.AltText) : new SocialOutcome { Class = OutcomeClass.Sent, Code = SocialOutcomeCodes.Ok };
        return outcome.Class == OutcomeClass.Sent
            ? new MediaUploadOutcome { Outcome = outcome, MediaId = begun.Id, ExpiresAt = time.GetUtcNow() + (state.Life ?? begun.Life ?? UsualLife) }
            : Ended(outcome);
    }

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
