using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Grains.Social;

/// <summary>Makes the calls. It holds nothing; the kill switch and the process's guards are asked directly before each act.</summary>
[GrainType("social-worker"), StatelessWorker, Reentrant]
internal sealed partial class SocialWorkerGrain(
    IGrainContext context, ISocialClient client, ISocialInteractions interactions, ISocialMedia media, ISocialReader reader, IKillSwitch killSwitch, IEnumerable<IActingGuard> guards, IGrainFactory grains, ILogger<SocialWorkerGrain> logger)
    : ISocialWorkerGrain, IGrainBase
{
    private readonly List<IActingGuard> _guards = [.. guards];

    /// <inheritdoc/>
    public IGrainContext GrainContext => context;

    /// <inheritdoc/>
    public async Task<SocialOutcome> Publish(SocialCall call, CancellationToken cancellationToken)
    {
        var key = SocialAccountKey.Parse(call.AccountKey);
        return await RefusalAsync(call.AgentId, call.Tags, key, cancellationToken)
            ?? await RenewedAsync(
                key,
                // Asked again after a refresh of the token: that took a while, and the switch may have been set in it.
                async again => (again ? await RefusalAsync(call.AgentId, call.Tags, key, cancellationToken) : null) ?? await ActAsync(call, cancellationToken),
                outcome => outcome,
                outcome => outcome);
    }

    /// <inheritdoc/>
    public Task<TimelineRead> ReadOwnTimeline(string accountKey, string sinceId, CancellationToken cancellationToken)
    {
        var key = SocialAccountKey.Parse(accountKey);
        return RenewedAsync(key, _ => client.ReadOwnTimelineAsync(key, sinceId, cancellationToken), read => read.Outcome, outcome => new TimelineRead { Outcome = outcome });
    }

    /// <inheritdoc/>
    public Task<SocialProfile> WhoAmI(string accountKey, CancellationToken cancellationToken)
    {
        var key = SocialAccountKey.Parse(accountKey);
        return RenewedAsync(key, _ => client.WhoAmIAsync(key, cancellationToken), profile => profile.Outcome, outcome => new SocialProfile { Outcome = outcome });
    }

    /// <inheritdoc/>
    public Task<PostPage> ReadMentions(PostPageQuery query, CancellationToken cancellationToken) =>
        PageAsync(query.AccountKey, _ => reader.ReadMentionsAsync(query, cancellationToken));

    /// <inheritdoc/>
    public Task<PostPage> ReadConversation(string conversationId, PostPageQuery query, CancellationToken cancellationToken) =>
        PageAsync(query.AccountKey, _ => reader.ReadConversationAsync(conversationId, query, cancellationToken));

    /// <inheritdoc/>
    public Task<PostPage> ReadPosts(string accountKey, List<string> ids, CancellationToken cancellationToken) =>
        PageAsync(accountKey, key => reader.ReadPostsAsync(key, ids, cancellationToken));

    /// <inheritdoc/>
    public Task<SeenUsers> ReadUsers(string accountKey, List<string> ids, CancellationToken cancellationToken)
    {
        var key = SocialAccountKey.Parse(accountKey);
        return RenewedAsync(key, _ => reader.ReadUsersAsync(key, ids, cancellationToken), users => users.Outcome, outcome => new SeenUsers { Outcome = outcome });
    }

    private Task<PostPage> PageAsync(string accountKey, Func<SocialAccountKey, Task<PostPage>> read)
    {
        var key = SocialAccountKey.Parse(accountKey);
        return RenewedAsync(key, _ => read(key), page => page.Outcome, outcome => new PostPage { Outcome = outcome });
    }

    private Task<SocialOutcome> ActAsync(SocialCall call, CancellationToken cancellationToken) => (call.Post.LikeId ?? call.Post.RepostId) is { } target
        ? interactions.ActAsync(
            new SocialInteractionCall
            {
                AccountKey = call.AccountKey,
                AgentId = call.AgentId,
                EffectId = call.EffectId,
                Kind = call.Post.LikeId is null ? SocialInteractionKind.Repost : SocialInteractionKind.Like,
                PostId = target,
                Deadline = call.Deadline,
                Tags = call.Tags,
            },
            cancellationToken)
        : client.PublishAsync(call, cancellationToken);

    private async Task<SocialOutcome?> RefusalAsync(string agentId, List<string> tags, SocialAccountKey key, CancellationToken cancellationToken)
    {
        foreach (var guard in _guards)
        {
            if (guard.Refusal(key.World) is { } refusal)
            {
                return Refused(SocialOutcomeCodes.ForeignDeployment, refusal);
            }
        }

        try
        {
            var state = await killSwitch.ReadAsync(cancellationToken);
            return state.Stops(agentId, tags) ? Refused(SocialOutcomeCodes.Killed, "The kill switch is set.") : null;
        }
        // Fails closed: whatever keeps the switch from being read, nothing is sent.
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            LogUnreadable(logger, e);
            return Refused(SocialOutcomeCodes.Killed, "The kill switch could not be read, so nothing was sent.");
        }
    }

    /// <summary>Makes a call, and once more after the account has renewed a token that had run out.</summary>
    private async Task<T> RenewedAsync<T>(SocialAccountKey key, Func<bool, Task<T>> call, Func<T, SocialOutcome> outcomeOf, Func<SocialOutcome, T> ended)
    {
        var first = await call(false);
        if (outcomeOf(first).Code != SocialOutcomeCodes.TokenExpired)
        {
            return first;
        }

        var renewed = await grains.GetGrain<IXAccountGrain>(key.ToString()).RefreshToken();
        if (renewed.Class != OutcomeClass.Sent)
        {
            return ended(renewed);
        }

        var second = await call(true);
        return outcomeOf(second).Code == SocialOutcomeCodes.TokenExpired
            ? ended(Refused(SocialOutcomeCodes.Unauthorized, "X did not take the credentials (401), also after the token was renewed. Log in anew."))
            : second;
    }

    private static SocialOutcome Refused(string code, string detail) => new() { Class = OutcomeClass.NotSent, Code = code, Detail = detail };
}
