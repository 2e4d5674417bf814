using System.Security.Cryptography;
using System.Text;

namespace PuppetEngine.Providers.X.Auth;

/// <summary>What proves to X who calls. Its text form shows nothing.</summary>
internal abstract record XCredential
{
    /// <summary>The key of the app it belongs to: the consumer key, or the client id.</summary>
    internal abstract string AppKey { get; }

    /// <summary>Changes when a person gives another credential, and not when a token rotates.</summary>
    internal abstract string Fingerprint { get; }

    /// <summary>The name of the app's grain: a hash, so that no key stands in a grain's key.</summary>
    internal string App => "k" + Hash(AppKey);

    /// <inheritdoc/>
    public sealed override string ToString() => GetType().Name;

    /// <summary>The first 16 hex digits of SHA-256; the parts are parted by a character that no credential holds.</summary>
    protected static string Hash(params string[] parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))).AsSpan(0, 8));
}
