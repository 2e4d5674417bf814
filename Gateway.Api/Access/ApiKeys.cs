using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PuppetEngine.Gateway.Api.Access;

/// <summary>Makes and hashes keys and codes. Keys hold 256 random bits, so that a plain SHA-256 hides them.</summary>
internal static class ApiKeys
{
    /// <summary>The fewest characters of a key that a person chose.</summary>
    public const int MinLength = 16;

    /// <summary>The most characters of a key that is looked at.</summary>
    public const int MaxLength = 512;

    /// <summary>A new key: <c>pup_</c> and 43 characters of base64url.</summary>
    public static string NewKey() => "pup_" + Random(32);

    /// <summary>A new one-time code or session token of 192 random bits.</summary>
    public static string NewToken() => Random(24);

    /// <summary>SHA-256 as 64 lower-case hex digits.</summary>
    public static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private static string Random(int bytes) => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(bytes));
}
