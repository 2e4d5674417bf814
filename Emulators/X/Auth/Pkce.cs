using System.Security.Cryptography;
using System.Text;

namespace PuppetEngine.Emulators.X.Auth;

/// <summary>RFC 7636: a verifier proves that who redeems a code is who asked for it.</summary>
internal static class Pkce
{
    public static bool IsVerifier(string verifier) =>
        verifier.Length is >= 43 and <= 128 && verifier.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~');

    public static string Challenge(string verifier) =>
        System.Buffers.Text.Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
}
