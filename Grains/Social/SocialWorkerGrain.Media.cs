using System.Security.Cryptography;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Grains.Social;

/// <summary>Uploads, which are no effects: what was uploaded is seen by nobody until a post names it.</summary>
internal sealed partial class SocialWorkerGrain
{
    /// <inheritdoc/>
    public Task<MediaUploadOutcome> Upload(MediaUpload upload, byte[] content, CancellationToken cancellationToken) =>
        PermittedAsync(upload, () => media.UploadAsync(upload, new MemoryStream(content, writable: false), cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<MediaUploadOutcome> BeginUpload(MediaUpload upload, byte[] head, CancellationToken cancellationToken) =>
        PermittedAsync(upload, () => media.BeginAsync(upload, head, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<SocialOutcome> AppendUpload(MediaUpload upload, string mediaId, int index, byte[] segment, CancellationToken cancellationToken) =>
        GuardedAsync(upload, () => media.AppendAsync(upload, mediaId, index, segment, cancellationToken), outcome => outcome, outcome => outcome, cancellationToken);

    /// <inheritdoc/>
    public Task<MediaUploadOutcome> FinishUpload(MediaUpload upload, string mediaId, bool isFinalized, CancellationToken cancellationToken) =>
        GuardedAsync(upload, () => media.FinishAsync(upload, mediaId, isFinalized, cancellationToken), done => done.Outcome, Ended, cancellationToken);

    private async Task<MediaUploadOutcome> PermittedAsync(MediaUpload upload, Func<Task<MediaUploadOutcome>> call, CancellationToken cancellationToken)
    {
        if (await RefusalAsync(upload.AgentId, upload.Tags, SocialAccountKey.Parse(upload.AccountKey), cancellationToken) is { } refusal)
        {
            return Ended(refusal);
        }

        // Each upload is one of its own: the same picture sent again is charged again, as X does.
        var id = $"media:{RandomNumberGenerator.GetHexString(24, lowercase: true)}";
        var account = grains.GetGrain<IXAccountGrain>(upload.AccountKey);
        var permit = await account.Reserve(new SocialPermitRequest { AgentId = upload.AgentId, EffectId = id, Attempt = 1, Kind = SocialActKind.UploadMedia });
        if (!permit.Granted)
        {
            return Ended(Refused(permit.Reason ?? SocialOutcomeCodes.Forbidden, permit.Detail ?? "") with { RetryAt = permit.RetryAt });
        }

        var done = await GuardedAsync(upload, call, outcome => outcome.Outcome, Ended, cancellationToken);
        await account.Settle(new SocialSettlement { EffectId = id, Attempt = 1, Kind = SocialActKind.UploadMedia, Outcome = done.Outcome });
        return done;
    }

    /// <summary>Makes a call as far as kill switch and guards let it; once more after a token was renewed.</summary>
    private async Task<T> GuardedAsync<T>(MediaUpload upload, Func<Task<T>> call, Func<T, SocialOutcome> outcomeOf, Func<SocialOutcome, T> ended, CancellationToken cancellationToken)
    {
        var key = SocialAccountKey.Parse(upload.AccountKey);
        return await RenewedAsync(
            key,
            async _ => await RefusalAsync(upload.AgentId, upload.Tags, key, cancellationToken) is { } stopped ? ended(stopped) : await call(),
            outcomeOf,
            ended);
    }

    private static MediaUploadOutcome Ended(SocialOutcome outcome) => new() { Outcome = outcome };
}
