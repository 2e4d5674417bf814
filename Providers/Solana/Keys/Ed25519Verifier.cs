using Org.BouncyCastle.Math.EC.Rfc8032;

namespace PuppetEngine.Providers.Solana.Keys;

/// <summary>
/// Checks signatures as strictly as Solana's runtime does (ed25519-dalek's <c>verify_strict</c>). The library below is old: advisories exist
/// against the check of crafted keys and signatures in later versions of it (CVE-2024-30172, an endless loop), so whatever is not a
/// canonical point of the curve, or has a small order, or an unreduced scalar, is refused before the library sees it.
/// </summary>
public static class Ed25519Verifier
{
    /// <summary>Whether a signature over a message was made with the secret of a key.</summary>
    public static bool Verify(PublicKey key, ReadOnlySpan<byte> message, Signature signature)
    {
        var point = new PublicKey(signature.Span[..32]);
        if (!IsUsable(key) || !IsUsable(point) || !Ed25519Curve.IsReducedScalar(signature.Span[32..]))
        {
            return false;
        }

        var bytes = message.ToArray();
        return Ed25519.Verify(signature.Span.ToArray(), 0, key.ToArray(), 0, bytes, 0, bytes.Length);
    }

    private static bool IsUsable(PublicKey point) =>
        Ed25519Curve.IsCanonical(point.Span) && !Ed25519Curve.HasSmallOrder(point.Span) && Ed25519Curve.IsOnCurve(point);
}
