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
    /// <summary>A payload that unpacks to more than this is not shown: no stored row may fill the memory.</summary>
    private const int MaxPayload = 16 * 1024 * 1024;

    internal static JournalResource From(JournalRow row, bool withPayload) => new(
        row.Seq, DateTimeOffset.FromUnixTimeMilliseconds(row.AtMs), row.Kind, row.EntryKey, row.EffectId, row.Summary,
        withPayload && row.Payload is { } payload ? Unpack(payload) : null, Convert.ToHexStringLower(row.Prev), Convert.ToHexStringLower(row.Hash));

    private static JsonNode? Unpack(byte[] payload)
    {
        if (payload is [(byte)'{', ..])
        {
            // A short one is stored as it is.
            return JsonNode.Parse(payload, documentOptions: new JsonDocumentOptions { MaxDepth = 64 });
        }

        using var brotli = new BrotliStream(new MemoryStream(payload), CompressionMode.Decompress);
        using var unpacked = new MemoryStream(payload.Length * 4);
        var piece = new byte[16 * 1024];
        for (int length; (length = brotli.Read(piece)) > 0;)
        {
            unpacked.Write(piece, 0, length);
            if (unpacked.Length > MaxPayload)
            {
                return JsonValue.Create("The payload is larger than 16 MiB and is not shown.");
            }
        }

        return JsonNode.Parse(unpacked.GetBuffer().AsSpan(0, (int)unpacked.Length), documentOptions: new JsonDocumentOptions { MaxDepth = 64 });
    }
}

/// <summary>The result of verifying an agent's chain.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Intact">Whether every row, link and signed head agrees.</param>
/// <param name="Rows">Rows read.</param>
/// <param name="Problems">What is wrong, in words, with the first seq it concerns; empty when intact.</param>
public sealed record JournalVerification(string AgentId, bool Intact, long Rows, IReadOnlyList<string> Problems);
