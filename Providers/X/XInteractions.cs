using System.Text;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;
using PuppetEngine.Providers.X.Wire;

namespace PuppetEngine.Providers.X;

/// <summary>Likes and reposts on X.</summary>
internal sealed class XInteractions(XTransport transport, XCallers callers) : ISocialInteractions
{
    /// <inheritdoc/>
    public async Task<SocialOutcome> ActAsync(SocialInteractionCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        var account = SocialAccountKey.Parse(call.AccountKey);
        var post = PostIds.Parse(call.PostId);
        var (credential, refusal) = await callers.CredentialAsync(account, cancellationToken);
        if (credential is null)
        {
            return refusal!;
        }

        var (userId, failed) = await callers.UserIdAsync(credential, call.Deadline, cancellationToken);
        if (userId is null)
        {
            // Whatever became of the look-up, nothing was liked.
            return failed! with { Class = OutcomeClass.NotSent };
        }

        var (kind, collection, ends) = call.Kind switch
        {
            SocialInteractionKind.Like => (XCallKind.Like, "likes", false),
            SocialInteractionKind.Unlike => (XCallKind.Unlike, "likes", true),
            SocialInteractionKind.Repost => (XCallKind.Repost, "retweets", false),
            SocialInteractionKind.UndoRepost => (XCallKind.UndoRepost, "retweets", true),
            _ => throw new ArgumentOutOfRangeException(nameof(call), call.Kind, "X has no such interaction."),
        };
        var (outcome, _) = ends
            ? await transport.SendAsync(credential, kind, HttpMethod.Delete, $"/2/users/{userId}/{collection}/{post}", null, call.Deadline, cancellationToken)
            : await transport.SendAsync(credential, kind, HttpMethod.Post, $"/2/users/{userId}/{collection}", Encoding.ASCII.GetBytes($$"""{"tweet_id":"{{post}}"}"""), call.Deadline, cancellationToken);
        return outcome;
    }
}
