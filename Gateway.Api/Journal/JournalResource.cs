using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using PuppetEngine.Grains.Abstractions.Journal;

namespace PuppetEngine.Gateway.Api.Journal;

/// <summary>One row of an agent's journal.</summary>
/// <param name="Seq">The position in the agent's chain, from 1.</param>
/// <param name="At">When it happened.</param>
/// <param name="Kind">The kind of entry, as in <c>effect.ended</c>.</param>
/// <param name="EntryKey">What the row records, unique per agent.</param>
/// <param name="EffectId">The effect it belongs to; empty when it belongs to none.</param>
/// <param name="Summary">A short line for a person.</param>
/// <param name="Payload">The payload, with <c>payload=true</c>; null when not asked for, when there is none, or when it was erased.</param>
/// <param name="Prev">The hash of the row before, in hex.</param>
/// <param name="Hash">This row's hash, in hex.</param>
public sealed record JournalResource(long Seq, DateTimeOffset At, string Kind, string EntryKey, string EffectId, string Summary, JsonNode? Payload, string Prev, string Hash)
{
    /// <summary>A payload that unpacks to more than this is not shown.</summary>
    private const int MaxPayload = 8 * 1024 * 1024;

    internal static JournalResource From(JournalRow row, bool withPayload) => new(
        row.Seq, DateTimeOffset.FromUnixTimeMilliseconds(row.AtMs), row.Kind, row.EntryKey, row.EffectId, row.Summary,
        withPayload && row.Payload is { } payload ? Unpack(payload) : null, Convert.ToHexStringLower(row.Prev), Convert.ToHexStringLower(row.Hash));

    private static JsonNode? Unpack(byte[] payload)
    {
        using var brotli = new BrotliStream(new MemoryStream(payload), CompressionMode.Decompress);
        var unpacked = new byte[MaxPayload + 1];
        var length = brotli.ReadAtLeast(unpacked, unpacked.Length, throwOnEndOfStream: false);
        return length > MaxPayload ? JsonValue.Create("The payload is larger than 8 MiB; puppet journal show prints it.") : JsonNode.Parse(unpacked.AsSpan(0, length), documentOptions: new JsonDocumentOptions { MaxDepth = 64 });
    }
}

/// <summary>The result of verifying an agent's chain.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Intact">Whether every row, link and signed head agrees.</param>
/// <param name="Rows">Rows read.</param>
/// <param name="Problems">What is wrong, in words, with the first seq it concerns; empty when intact.</param>
public sealed record JournalVerification(string AgentId, bool Intact, long Rows, IReadOnlyList<string> Problems);
