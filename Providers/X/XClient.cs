using System.Text.Json;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;
using PuppetEngine.Providers.X.Auth;
using PuppetEngine.Providers.X.Wire;

namespace PuppetEngine.Providers.X;

/// <summary>
/// X as a social network. It holds nothing; windows, budgets and stops are the account's, which has permitted each call before.
/// An access token that has run out ends as <see cref="SocialOutcomeCodes.TokenExpired"/>: only the account
/// may renew it.
/// </summary>
internal sealed class XClient(XTransport transport, XCallers callers) : ISocialClient
{
    /// <inheritdoc/>
    public async Task<SocialOutcome> PublishAsync(SocialCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        var (credential, refusal) = await callers.CredentialAsync(SocialAccountKey.Parse(call.AccountKey), cancellationToken);
        if (credential is null)
        {
            return refusal!;
        }

        var (outcome, _) = call.Post.DeleteId is { } id
            ? await transport.SendAsync(credential, XCallKind.Delete, HttpMethod.Delete, "/2/tweets/" + PostIds.Parse(id), null, call.Deadline, cancellationToken)
            : await transport.SendAsync(credential, XCallKind.Create, HttpMethod.Post, "/2/tweets", XPosts.Write(call.Post), call.Deadline, cancellationToken);
        return outcome;
    }

    /// <inheritdoc/>
    public async Task<TimelineRead> ReadOwnTimelineAsync(SocialAccountKey account, string sinceId, CancellationToken cancellationToken)
    {
        var since = PostIds.Parse(sinceId);
        var deadline = callers.ReadDeadline();
        var (credential, refusal) = await callers.CredentialAsync(account, cancellationToken);
        if (credential is null)
        {
            return new TimelineRead { Outcome = refusal! };
        }

        var (userId, failed) = await callers.UserIdAsync(credential, deadline, cancellationToken);
        return userId is null
            ? new TimelineRead { Outcome = failed! }
            : await ReadPagesAsync(credential, userId, since, deadline, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<SocialProfile> WhoAmIAsync(SocialAccountKey account, CancellationToken cancellationToken)
    {
        var (credential, refusal) = await callers.CredentialAsync(account, cancellationToken);
        return credential is null
            ? new SocialProfile { Outcome = refusal! }
            : await callers.MeAsync(credential, callers.ReadDeadline(), cancellationToken);
    }

    private async Task<TimelineRead> ReadPagesAsync(XCredential credential, string userId, ulong since, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        var posts = new List<OwnPost>();
        var path = $"/2/users/{userId}/tweets?max_results=100&exclude=retweets&tweet.fields=id,text,created_at,entities,referenced_tweets,in_reply_to_user_id,conversation_id"
            + (since > 0 ? $"&since_id={since}" : "");
        string? token = null;
        SocialOutcome outcome;
        do
        {
            var page = token is null ? path : $"{path}&pagination_token={Uri.EscapeDataString(token)}";
            (outcome, var answer) = await transport.SendAsync(credential, XCallKind.Read, HttpMethod.Get, page, null, deadline, cancellationToken);
            if (outcome.Class != OutcomeClass.Sent)
            {
                // Half a timeline proves no absence.
                return new TimelineRead { Outcome = outcome };
            }

            try
            {
                (var read, token) = XPosts.ReadPage(answer!.Body);
                posts.AddRange(read.Where(p => PostIds.Parse(p.Id) > since));
            }
            catch (JsonException)
            {
                return new TimelineRead { Outcome = XOutcomeTable.Ambiguous(SocialOutcomeCodes.Unreadable, "X's timeline could not be read.") with { Window = outcome.Window } };
            }
        }
        while (!string.IsNullOrEmpty(token));

        return new TimelineRead { Outcome = outcome, Posts = [.. posts.DistinctBy(p => p.Id).OrderByDescending(p => PostIds.Parse(p.Id))] };
    }
}
