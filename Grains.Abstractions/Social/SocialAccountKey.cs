namespace PuppetEngine.Grains.Abstractions.Social;

/// <summary>
/// The key of an <see cref="IXAccountGrain"/>: <c>{world}/{credential}</c>, as in <c>live/ada</c> or <c>emulated/ada</c>.
/// Neither part holds a slash, and no world begins with a zero, so that the storage providers never read the key as a number.
/// </summary>
/// <param name="World">The world of the account: <c>live</c> or <c>emulated</c>.</param>
/// <param name="Credential">The name of the credential in the secret store, by default the agent's id.</param>
public readonly record struct SocialAccountKey(string World, string Credential)
{
    /// <summary>Reads a key.</summary>
    /// <exception cref="FormatException">The text is no account key.</exception>
    public static SocialAccountKey Parse(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < key.Length - 1
            ? new SocialAccountKey(key[..slash], key[(slash + 1)..])
            : throw new FormatException($"'{key}' is no account key. It reads world/credential, as in live/ada.");
    }

    /// <inheritdoc/>
    public override string ToString() => $"{World}/{Credential}";
}
