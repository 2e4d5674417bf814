using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PuppetEngine.Grains.Abstractions.Events;

namespace PuppetEngine.Engine.Events;

/// <summary>
/// Proves who sent a webhook, and that it is fresh, as the Standard Webhooks specification has it: <c>v1,</c> and the base64 of an
/// HMAC-SHA256 over <c>ID.TIMESTAMP.BODY</c>. It proves the sender; the text stays external.
/// </summary>
public static class WebhookSignature
{
    /// <summary>How far the sender's clock may be off, and so how long a caught request can be sent again; its id then makes it the same event.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private const string Version = "v1,";
    private const string SecretPrefix = "whsec_";
    private const int LongestId = 200;
    private const int MostSignatures = 8;

    /// <summary>The bytes of a secret: base64, with or without the prefix <c>whsec_</c>; null when it is neither, or under 16 bytes.</summary>
    public static byte[]? ReadSecret(string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var text = secret.StartsWith(SecretPrefix, StringComparison.Ordinal) ? secret[SecretPrefix.Length..] : secret;
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && length >= 16 ? bytes[..length] : null;
    }

    /// <summary>The signature of a delivery.</summary>
    public static string Sign(ReadOnlySpan<byte> secret, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        hmac.AppendData(Encoding.UTF8.GetBytes($"{id}.{timestamp}."));
        hmac.AppendData(body);
        return Version + Convert.ToBase64String(hmac.GetHashAndReset());
    }

    /// <summary>What is wrong with a delivery; null when it is proved.</summary>
    public static string? Refusal(ReadOnlySpan<byte> secret, string? id, string? timestamp, string? signatures, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (id is not { Length: > 0 and <= LongestId } || string.IsNullOrEmpty(timestamp) || string.IsNullOrEmpty(signatures))
        {
            return $"A webhook carries the headers {WebhookDelivery.IdHeader} (at most {LongestId} characters), {WebhookDelivery.TimestampHeader} and {WebhookDelivery.SignatureHeader}.";
        }

        // Before the clock is looked at, so that who has no secret learns nothing from the answer.
        var expected = Encoding.UTF8.GetBytes(Sign(secret, id, timestamp, body));
        var fits = false;
        foreach (var signature in signatures.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MostSignatures))
        {
            fits |= CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(signature));
        }

        if (!fits)
        {
            return $"The signature does not fit. {WebhookDelivery.SignatureHeader} is v1, and the base64 HMAC-SHA256 of \"ID.TIMESTAMP.BODY\" under the webhook's secret, over the body's bytes as sent.";
        }

        return !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            || (DateTimeOffset.FromUnixTimeSeconds(seconds) - now).Duration() > Tolerance
            ? $"{WebhookDelivery.TimestampHeader} is more than five minutes off. It is the present in seconds since 1970 UTC; set the sender's clock."
            : null;
    }
}
