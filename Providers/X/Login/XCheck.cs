using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Providers.X.Login;

/// <summary>Says who an account is and what it may do, and posts nothing. Behind <c>puppet x check AGENT</c>.</summary>
public sealed class XCheck
{
    private readonly ISocialClient _client;
    private readonly ISocialTokens _tokens;
    private readonly Worlds _worlds;

    internal XCheck(ISocialClient client, ISocialTokens tokens, Worlds worlds) => (_client, _tokens, _worlds) = (client, tokens, worlds);

    /// <summary>
    /// Looks the account up. It renews a token that has run out, so run it inside a process of the cluster, or while none runs: two
    /// refreshes at once would spend the token twice.
    /// </summary>
    public async Task<XCheckResult> CheckAsync(string credential, CancellationToken cancellationToken)
    {
        var account = new SocialAccountKey(_worlds.X.Id, credential);
        var profile = await _client.WhoAmIAsync(account, cancellationToken);
        if (profile.Outcome.Code == SocialOutcomeCodes.TokenExpired)
        {
            var renewed = await _tokens.RefreshAsync(account, cancellationToken);
            profile = renewed.Class == OutcomeClass.Sent ? await _client.WhoAmIAsync(account, cancellationToken) : new SocialProfile { Outcome = renewed };
        }

        var found = profile.Outcome.Class == OutcomeClass.Sent;
        return new XCheckResult(
            account.ToString(),
            found,
            profile.Handle,
            profile.UserId,
            profile.AccessLevel,
            profile.Tier,
            found && !profile.AccessLevel.StartsWith("read-write", StringComparison.Ordinal) && profile.AccessLevel.Length > 0
                ? "The token may only read. Give the app read and write permission in the developer console, then make the token anew."
                : profile.Outcome.Detail ?? "");
    }
}
