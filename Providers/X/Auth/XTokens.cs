using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;
using PuppetEngine.Providers.X.Wire;

namespace PuppetEngine.Providers.X.Auth;

/// <summary>
/// Renews pairs of tokens. A refresh token works once, so the new pair is stored before its access token can be used; if this process
/// dies between X's answer and the store, the stored token is spent, X refuses it, and that is written down: a person logs in anew.
/// </summary>
internal sealed partial class XTokens(XCredentials credentials, XTokenEndpoint endpoint, ISecretStore secrets, TimeProvider time, ILogger<XTokens> logger) : ISocialTokens
{
    /// <summary>A pair younger than this was renewed by somebody who came first.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<SocialAccountKey, SemaphoreSlim> _gates = new();
    private readonly ConcurrentDictionary<SocialAccountKey, OAuth2Credential> _unstored = new();

    /// <inheritdoc/>
    public async Task<SocialOutcome> RefreshAsync(SocialAccountKey account, CancellationToken cancellationToken)
    {
        var gate = _gates.GetOrAdd(account, _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(cancellationToken);
        try
        {
            return _unstored.TryGetValue(account, out var pair)
                ? await StoreAsync(account, pair, cancellationToken)
                : await RefreshOneAsync(account, cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<SocialOutcome> RefreshOneAsync(SocialAccountKey account, CancellationToken cancellationToken)
    {
        var (credential, problem) = await credentials.FindAsync(account, cancellationToken);
        if (credential is not OAuth2Credential pair)
        {
            return XOutcomeTable.NotSent(SocialOutcomeCodes.NeedsAccount, problem ?? $"The account '{account.Credential}' has keys of OAuth 1.0a, which do not run out.");
        }

        if (pair.Spent)
        {
            return NeedsLogin(account);
        }

        var now = time.GetUtcNow();
        if (now - pair.ObtainedAt < Fresh && pair.ObtainedAt <= now && now < pair.ExpiresAt)
        {
            return Stored();
        }

        var (renewed, outcome) = await endpoint.ExchangeAsync(
            pair.ClientId, pair.ClientSecret, [new("grant_type", "refresh_token"), new("refresh_token", pair.RefreshToken)], pair.Login, cancellationToken);
        if (renewed is not null)
        {
            // Kept until stored: the old token is spent from now on, and this is the only copy of the new one.
            _unstored[account] = renewed;
            return await StoreAsync(account, renewed, CancellationToken.None);
        }

        if (outcome.Code == SocialOutcomeCodes.NeedsLogin)
        {
            await secrets.PutAsync(XCredentials.SecretName(account.Credential), XCredentialJson.Write(pair with { Spent = true }), CancellationToken.None);
            LogSpent(logger, account.ToString());
            return NeedsLogin(account);
        }

        return outcome;
    }

    private async Task<SocialOutcome> StoreAsync(SocialAccountKey account, OAuth2Credential pair, CancellationToken cancellationToken)
    {
        try
        {
            await secrets.PutAsync(XCredentials.SecretName(account.Credential), XCredentialJson.Write(pair), cancellationToken);
        }
        // Whatever the store throws, the pair stays here and the next call stores it first.
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            LogNotStored(logger, account.ToString(), e);
            return XOutcomeTable.NotSent(SocialOutcomeCodes.Unreachable, "The renewed token could not be stored, so it is not used yet.");
        }

        _unstored.TryRemove(account, out _);
        return Stored();
    }

    private static SocialOutcome Stored() => new() { Class = OutcomeClass.Sent, Code = SocialOutcomeCodes.Ok };

    private static SocialOutcome NeedsLogin(SocialAccountKey account) =>
        XOutcomeTable.NotSent(SocialOutcomeCodes.NeedsLogin, $"The login of '{account.Credential}' has ended. Run: puppet x login {account.Credential}");
}
