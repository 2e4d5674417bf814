using System.Security.Cryptography;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Grains.Social;

/// <summary>Uploads, which are no effects: what was uploaded is seen by nobody until a post names it.</summary>
internal sealed partial class SocialWorkerGrain
{
    /// <inheritdoc/>
    public async Task<MediaUploadOutcome> Upload(MediaUpload upload, byte[] content, CancellationToken cancellationToken)
    {
        var key = SocialAccountKey.Parse(upload.AccountKey);
        if (await RefusalAsync(upload.AgentId, upload.Tags, key, cancellationToken) is { } refusal)
        {
            return new MediaUploadOutcome { Outcome = refusal };
        }

        // Each upload is one of its own: the same picture sent again is charged again, as X does.
        var id = $"media:{RandomNumberGenerator.GetHexString(24, lowercase: true)}";
        var account = grains.GetGrain<IXAccountGrain>(upload.AccountKey);
        var permit = await account.Reserve(new SocialPermitRequest { AgentId = upload.AgentId, EffectId = id, Attempt = 1, Kind = SocialActKind.UploadMedia });
        if (!permit.Granted)
        {
            return new MediaUploadOutcome { Outcome = Refused(permit.Reason ?? SocialOutcomeCodes.Forbidden, permit.Detail ?? "") with { RetryAt = permit.RetryAt } };
        }

        var done = await RenewedAsync(
            key,
            async again => again && await RefusalAsync(upload.AgentId, upload.Tags, key, cancellationToken) is { } stopped
                ? new MediaUploadOutcome { Outcome = stopped }
                : await media.UploadAsync(upload, new MemoryStream(content, writable: false), cancellationToken),
            outcome => outcome.Outcome,
            outcome => new MediaUploadOutcome { Outcome = outcome });
        await account.Settle(new SocialSettlement { EffectId = id, Attempt = 1, Kind = SocialActKind.UploadMedia, Outcome = done.Outcome });
        return done;
    }
}
