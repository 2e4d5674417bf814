using System.Buffers;
using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PuppetEngine.Engine.Journal;

/// <summary>
/// A row's payload: UTF-8 JSON in snake_case, a short object as it is, anything else compressed with Brotli. The chain covers the bytes as
/// they are stored. The first byte tells them apart: with a window of 64 KiB a Brotli stream begins with an even one (RFC 7932, 9.1), and
/// <c>{</c> is odd.
/// </summary>
public static class JournalPayload
{
    /// <summary>The largest payload before compression that is read back, in bytes. A stored row cannot swell beyond it.</summary>
    public const int MaxLength = 16 * 1024 * 1024;

    // Level 2 and a window of 64 KiB: a prompt of 5 KB takes about 30 µs and shrinks to a quarter. Level 4 takes over twice as long for the same
    // size, and a turn has five payloads; levels above 4 cost ten times as much.
    // An encoder costs as much for fifty bytes as for a thousand, and saves little there.
    private const int Shortest = 512;
    private const int Quality = 2;
    private const int Window = 16;

    /// <summary>The JSON form of payload objects, for callers without a source-generated context.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DictionaryKeyPolicy = null,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>The stored form of JSON.</summary>
    /// <exception cref="ArgumentException">It is longer than <see cref="MaxLength"/>.</exception>
    public static byte[] Compress(ReadOnlySpan<byte> json)
    {
        if (json.Length > MaxLength)
        {
            throw new ArgumentException($"A journal payload has {json.Length} bytes; at most {MaxLength} are kept. Shorten what is recorded.", nameof(json));
        }

        if (json.Length <= Shortest && IsPlain(json))
        {
            return json.ToArray();
        }

        var rented = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(json.Length));
        try
        {
            return BrotliEncoder.TryCompress(json, rented, out var written, Quality, Window)
                ? rented.AsSpan(0, written).ToArray()
                : throw new InvalidOperationException("Brotli needed more room than it promised.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>The JSON of a stored payload.</summary>
    /// <exception cref="InvalidDataException">The bytes are no payload, or it would be longer than <see cref="MaxLength"/>.</exception>
    public static byte[] Decompress(ReadOnlySpan<byte> payload)
    {
        if (IsPlain(payload))
        {
            return payload.ToArray();
        }

        var buffer = new ArrayBufferWriter<byte>(Math.Max(256, payload.Length * 4));
        using var decoder = new BrotliDecoder();
        while (true)
        {
            var status = decoder.Decompress(payload, buffer.GetSpan(4096), out var consumed, out var written);
            buffer.Advance(written);
            payload = payload[consumed..];
            if (buffer.WrittenCount > MaxLength || status is OperationStatus.InvalidData or OperationStatus.NeedMoreData)
            {
                throw new InvalidDataException("A journal payload cannot be unpacked: its bytes are cut off, changed or too many.");
            }

            if (status == OperationStatus.Done)
            {
                return buffer.WrittenSpan.ToArray();
            }
        }
    }

    private static bool IsPlain(ReadOnlySpan<byte> payload) => payload is [(byte)'{', ..];
}
