using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PuppetEngine.Engine.Journal;

/// <summary>
/// The text form of <see cref="SignedHeads"/>: one line of JSON whose last member is the signature over every byte before it, so that the
/// signed text is the text that is stored and nothing has to be brought into a canonical form.
/// </summary>
public static class SignedHeadLine
{
    private const string Seal = ",\"sig\":\"";

    /// <summary>Writes and signs a line, without its line end.</summary>
    public static string Write(SignedHeads heads, HeadSigningKey key)
    {
        ArgumentNullException.ThrowIfNull(heads);
        ArgumentNullException.ThrowIfNull(key);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("n"u8, heads.Number);
            json.WriteNumber("at_ms"u8, heads.AtMs);
            json.WriteString("deployment"u8, heads.DeploymentId);
            json.WriteNumber("feed"u8, heads.FeedPosition);
            json.WriteBoolean("accepted"u8, heads.Accepted);
            json.WriteString("prev"u8, heads.Prev);
            json.WriteStartArray("heads"u8);
            foreach (var head in heads.Heads)
            {
                json.WriteStartArray();
                json.WriteStringValue(head.AgentId);
                json.WriteNumberValue(head.Seq);
                json.WriteStringValue(Convert.ToHexStringLower(head.Hash.Span));
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteString("key"u8, key.Id);
            json.WriteEndObject();
        }

        var body = Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length - 1);
        return $"{body}{Seal}{Convert.ToBase64String(key.Sign(Encoding.UTF8.GetBytes(body)))}\"}}";
    }

    /// <summary>SHA-256 of a line, as the next one carries it.</summary>
    public static string Digest(string line) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line)));

    /// <summary>Reads a line and checks its signature.</summary>
    /// <exception cref="InvalidDataException">It is no such line, or the signature is not this key's.</exception>
    public static SignedHeads Read(string line, HeadSigningKey key)
    {
        ArgumentNullException.ThrowIfNull(line);
        ArgumentNullException.ThrowIfNull(key);
        var at = line.LastIndexOf(Seal, StringComparison.Ordinal);
        if (at < 0 || !line.EndsWith("\"}", StringComparison.Ordinal))
        {
            throw new InvalidDataException("it has no signature");
        }

        var signature = new byte[256];
        var sealText = line.AsSpan(at + Seal.Length)[..^2];
        if (!Convert.TryFromBase64Chars(sealText, signature, out var length)
            || !key.Verify(Encoding.UTF8.GetBytes(line[..at]), signature.AsSpan(0, length)))
        {
            throw new InvalidDataException($"its signature is not that of the key {key.Id}");
        }

        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        var heads = root.GetProperty("heads").EnumerateArray()
            .Select(h => new JournalHead(h[0].GetString()!, h[1].GetInt64(), Convert.FromHexString(h[2].GetString()!)));
        return new SignedHeads(
            root.GetProperty("n").GetInt64(), root.GetProperty("at_ms").GetInt64(), root.GetProperty("deployment").GetString()!,
            root.GetProperty("feed").GetInt64(), root.GetProperty("accepted").GetBoolean(), [.. heads], root.GetProperty("prev").GetString()!);
    }
}
