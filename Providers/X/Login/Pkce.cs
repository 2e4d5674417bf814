using System.Security.Cryptography;
using System.Text;

namespace PuppetEngine.Providers.X.Login;

/// <summary>Proof key for code exchange (RFC 7636, S256).</summary>
internal static class Pkce
{
    /// <summary>A text of 43 characters with 256 random bits, for verifiers and states.</summary>
    internal static string NewSecret() => Base64Url(RandomNumberGenerator.GetBytes(32));

    /// <summary>The challenge of a verifier.</summary>
    internal static string Challenge(string verifier) => Base64Url(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    private static string Base64Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
