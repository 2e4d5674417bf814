using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;
using PuppetEngine.Providers.X.Auth;
using PuppetEngine.Providers.X.Wire;

namespace PuppetEngine.Providers.X;

/// <summary>Who calls X for an account: its credential, if it can be used now, and the user id that X knows it by, which is looked up once.</summary>
internal sealed class XCallers(XTransport transport, XCredentials credentials, IOptions<XOptions> options, TimeProvider time)
{
    private static readonly TimeSpan ExpiryMargin = TimeSpan.FromSeconds(30);

    /// <summary>By the fingerprint of the credential: it belongs to one user, whatever account names it.</summary>
    private readonly ConcurrentDictionary<string, string> _userIds = new(StringComparer.Ordinal);

    /// <summary>When a read that begins now is cut off.</summary>
    internal DateTimeOffset ReadDeadline() => time.GetUtcNow() + options.Value.ReadTimeout;

    /// <summary>The credential, or the outcome that says why there is none.</summary>
    internal async ValueTask<(XCredential? Credential, SocialOutcome? Refusal)> CredentialAsync(SocialAccountKey account, CancellationToken cancellationToken)
    {
        var (credential, problem) = await credentials.FindAsync(account, cancellationToken);
        return credential switch
        {
            null => (null, XOutcomeTable.NotSent(credentials.IsForeign(account) ? SocialOutcomeCodes.ForeignWorld : SocialOutcomeCodes.NeedsAccount, problem ?? "The account has no credentials.")),
            OAuth2Credential { Spent: true } => (null, XOutcomeTable.NotSent(SocialOutcomeCodes.NeedsLogin, $"The login of '{account.Credential}' has ended. Run: puppet x login {account.Credential}")),
            OAuth2Credential pair when pair.ExpiresAt - ExpiryMargin <= time.GetUtcNow() => (null, XOutcomeTable.NotSent(SocialOutcomeCodes.TokenExpired, "The access token has run out.")),
            _ => (credential, null),
        };
    }

    /// <summary>The account's user id, or the outcome of the look-up that failed.</summary>
    internal async ValueTask<(string? UserId, SocialOutcome? Failed)> UserIdAsync(XCredential credential, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        if (_userIds.TryGetValue(credential.Fingerprint, out var known))
        {
            return (known, null);
        }

        var profile = await MeAsync(credential, deadline, cancellationToken);
        return profile.Outcome.Class == OutcomeClass.Sent ? (profile.UserId, null) : (null, profile.Outcome);
    }

    /// <summary>Looks up who the account is.</summary>
    internal async Task<SocialProfile> MeAsync(XCredential credential, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        var (outcome, answer) = await transport.SendAsync(credential, XCallKind.Read, HttpMethod.Get, "/2/users/me?user.fields=id,username,verified_type", null, deadline, cancellationToken);
        if (outcome.Class != OutcomeClass.Sent)
        {
            return new SocialProfile { Outcome = outcome };
        }

        var profile = XProfile.Read(answer!, outcome);
        if (profile.Outcome.Class == OutcomeClass.Sent)
        {
            _userIds[credential.Fingerprint] = profile.UserId;
        }

        return profile;
    }
}
