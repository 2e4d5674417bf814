using System.Text.Json;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;
using PuppetEngine.Providers.X.Auth;
using PuppetEngine.Providers.X.Wire;

namespace PuppetEngine.Providers.X;

/// <summary>Reads mentions, conversations, posts and users. One call is one request; only the first of an account also asks who it is.</summary>
internal sealed class XReader(XTransport transport, XCallers callers) : ISocialReader
{
    private const int Least = 10;
    private const int Most = 100;

    /// <inheritdoc/>
    public async Task<PostPage> ReadMentionsAsync(PostPageQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var account = SocialAccountKey.Parse(query.AccountKey);
        var deadline = callers.ReadDeadline();
        var (credential, refusal) = await callers.CredentialAsync(account, cancellationToken);
        if (credential is null)
        {
            return new PostPage { Outcome = refusal! };
        }

        var (userId, failed) = await callers.UserIdAsync(credential, deadline, cancellationToken);
        return userId is null
            ? new PostPage { Outcome = failed! }
            : await PageAsync(credential, $"/2/users/{userId}/mentions?{Page(query, "pagination_token")}", deadline, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<PostPage> ReadConversationAsync(string conversationId, PostPageQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var search = $"conversation_id:{PostIds.Parse(conversationId)}";
        return PageAsync(SocialAccountKey.Parse(query.AccountKey), $"/2/tweets/search/recent?query={Uri.EscapeDataString(search)}&{Page(query, "next_token")}", cancellationToken);
    }

    /// <inheritdoc/>
    public Task<PostPage> ReadPostsAsync(SocialAccountKey account, IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        PageAsync(account, $"/2/tweets?ids={Joined(ids, id => PostIds.TryParse(id, out _))}&{XSeen.Fields}", cancellationToken);

    /// <inheritdoc/>
    public Task<SeenUsers> ReadUsersAsync(SocialAccountKey account, IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        UsersAsync(account, $"/2/users?ids={Joined(ids, id => PostIds.TryParse(id, out _))}&{XSeen.UserFields}", cancellationToken);

    /// <inheritdoc/>
    public Task<SeenUsers> ReadUsersByHandleAsync(SocialAccountKey account, IReadOnlyList<string> handles, CancellationToken cancellationToken) =>
        UsersAsync(account, $"/2/users/by?usernames={Joined(handles, h => h.Length is > 0 and <= 64 && h.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.'))}&{XSeen.UserFields}", cancellationToken);

    private async Task<PostPage> PageAsync(SocialAccountKey account, string path, CancellationToken cancellationToken)
    {
        var (credential, refusal) = await callers.CredentialAsync(account, cancellationToken);
        return credential is null ? new PostPage { Outcome = refusal! } : await PageAsync(credential, path, callers.ReadDeadline(), cancellationToken);
    }

    private async Task<PostPage> PageAsync(XCredential credential, string path, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        var (outcome, answer) = await transport.SendAsync(credential, XCallKind.Read, HttpMethod.Get, path, null, deadline, cancellationToken);
        if (outcome.Class != OutcomeClass.Sent)
        {
            return new PostPage { Outcome = outcome };
        }

        try
        {
            return XSeen.ReadPage(answer!.Body, outcome);
        }
        catch (JsonException)
        {
            return new PostPage { Outcome = Unreadable(outcome) };
        }
    }

    private async Task<SeenUsers> UsersAsync(SocialAccountKey account, string path, CancellationToken cancellationToken)
    {
        var (credential, refusal) = await callers.CredentialAsync(account, cancellationToken);
        if (credential is null)
        {
            return new SeenUsers { Outcome = refusal! };
        }

        var (outcome, answer) = await transport.SendAsync(credential, XCallKind.Read, HttpMethod.Get, path, null, callers.ReadDeadline(), cancellationToken);
        try
        {
            return outcome.Class == OutcomeClass.Sent ? XSeen.ReadUsers(answer!.Body, outcome) : new SeenUsers { Outcome = outcome };
        }
        catch (JsonException)
        {
            return new SeenUsers { Outcome = Unreadable(outcome) };
        }
    }

    private static SocialOutcome Unreadable(SocialOutcome outcome) =>
        XOutcomeTable.Ambiguous(SocialOutcomeCodes.Unreadable, "X's answer to a read could not be read.") with { Window = outcome.Window };

    private static string Page(PostPageQuery query, string tokenName) =>
        $"max_results={Math.Clamp(query.MaxResults, Least, Most)}&{XSeen.Fields}"
        + (PostIds.Parse(query.SinceId) is > 0 and var since ? $"&since_id={since}" : "")
        + (query.PageToken is { Length: > 0 } token ? $"&{tokenName}={Uri.EscapeDataString(token)}" : "");

    /// <exception cref="ArgumentException">There are none or too many, or one cannot be one.</exception>
    private static string Joined(IReadOnlyList<string> values, Func<string, bool> isValid)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Count is > 0 and <= Most && values.All(isValid)
            ? string.Join(',', values)
            : throw new ArgumentException($"A look-up takes 1 to {Most} ids or handles, each well formed.", nameof(values));
    }
}
