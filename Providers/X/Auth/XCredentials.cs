using Microsoft.Extensions.Configuration;
using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Providers.X.Auth;

/// <summary>
/// Finds an account's credentials. In the emulated world they follow from the handle, and nothing else is ever looked at, so that keys
/// of live accounts are not even loaded. In the live world: the secret store's <c>x/{credential}</c>, then the configuration's
/// <c>Puppet:X:Credentials:{credential}</c>, and, for the credential <c>default</c> only, the original's variables.
/// </summary>
internal sealed class XCredentials(Worlds worlds, ISecretStore secrets, IConfiguration configuration) : ISocialAccounts
{
    /// <summary>The name of the credential that the original's variables give. A definition uses it by naming it, never by default.</summary>
    internal const string Global = "default";

    /// <summary>Where the secret store keeps a credential.</summary>
    internal static string SecretName(string credential) => "x/" + credential;

    /// <summary>Whether an account belongs to another world than the one this process acts in.</summary>
    internal bool IsForeign(SocialAccountKey account) => account.World != worlds.X.Id;

    /// <inheritdoc/>
    public async ValueTask<SocialAccountIdentity> ResolveAsync(SocialAccountKey account, CancellationToken cancellationToken)
    {
        var (credential, problem) = await FindAsync(account, cancellationToken);
        return credential is null
            ? new SocialAccountIdentity("", "", problem)
            : new SocialAccountIdentity(credential.App, credential.Fingerprint, null);
    }

    /// <summary>The credential, or why there is none and how to mend it.</summary>
    internal async ValueTask<(XCredential? Credential, string? Problem)> FindAsync(SocialAccountKey account, CancellationToken cancellationToken)
    {
        if (IsForeign(account))
        {
            return (null, $"The account {account} belongs to another world; this process acts in {worlds.X.Id}.");
        }

        if (!worlds.X.IsLive)
        {
            var token = account.Credential + "-emulated";
            return (new OAuth1Credential("emulated-app", "emulated-app-secret", token, token + "-secret"), null);
        }

        if (await secrets.GetAsync(SecretName(account.Credential), cancellationToken) is { } stored)
        {
            var credential = XCredentialJson.Read(stored, out var lack);
            return (credential, lack is null ? null : $"The secret {SecretName(account.Credential)} cannot be used: {lack}. Store it anew, or run: puppet x login {account.Credential}");
        }

        return FromConfiguration(account.Credential);
    }

    private (XCredential? Credential, string? Problem) FromConfiguration(string name)
    {
        var section = configuration.GetSection($"{XOptions.Section}:Credentials:{name}");
        var given = new OAuth1Credential(
            Value(section["ApiKey"], section["ApiKeyFile"]),
            Value(section["ApiKeySecret"] ?? section["ApiSecret"], section["ApiKeySecretFile"]),
            Value(section["AccessToken"], section["AccessTokenFile"]),
            Value(section["AccessTokenSecret"], section["AccessTokenSecretFile"]));
        if (name == Global && !section.Exists())
        {
            given = new OAuth1Credential(
                Variable("TWITTER_API_KEY"), Variable("TWITTER_API_KEY_SECRET", "TWITTER_API_SECRET"), Variable("TWITTER_ACCESS_TOKEN"), Variable("TWITTER_ACCESS_TOKEN_SECRET"));
        }

        var lack = XCredentialJson.Missing(
            ("the API key", given.ConsumerKey), ("the API key's secret", given.ConsumerSecret), ("the access token", given.Token), ("the access token's secret", given.TokenSecret));
        return lack is null
            ? (given, null)
            : (null, $"The account '{name}' has no complete credentials for X: {lack}. Run: puppet x login {name}, or store them as the secret {SecretName(name)}.");
    }

    private string Variable(params string[] names) =>
        names.Select(n => Value(configuration[n], configuration[n + "_FILE"])).FirstOrDefault(v => v.Length > 0, "");

    private static string Value(string? value, string? file) =>
        !string.IsNullOrWhiteSpace(value) ? value.Trim()
        : !string.IsNullOrWhiteSpace(file) && File.Exists(file) ? File.ReadAllText(file).Trim()
        : "";
}
