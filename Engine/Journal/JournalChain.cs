using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PuppetEngine.Grains.Abstractions.Journal;

namespace PuppetEngine.Engine.Journal;

/// <summary>
/// Makes the rows of an agent's journal:
/// <c>hash = SHA-256(prev ‖ length-prefixed fields ‖ SHA-256(salt ‖ payload))</c>. Pure but for the salts; thread-safe.
/// </summary>
/// <param name="salts">Gives each row its salt.</param>
public sealed class JournalChain(ISaltSource salts)
{
    /// <summary>Bytes of a hash, a digest and a salt.</summary>
    public const int HashLength = 32;

    /// <summary>Appends a row whose payload is an object; null for none.</summary>
    /// <param name="head">Where the chain ends; go on with <see cref="JournalHead.Of"/> the row that comes back.</param>
    /// <param name="entryKey">What the row records, unique per agent: an equal key is the same entry, told again.</param>
    /// <param name="kind">One of <see cref="JournalKinds"/>.</param>
    /// <param name="at">When it happened; milliseconds are kept.</param>
    /// <param name="effectId">The effect it belongs to; empty for none.</param>
    /// <param name="summary">A short line for a person, free of secrets and prompts. Control characters become spaces.</param>
    /// <param name="payload">What is recorded, written as <see cref="JournalPayload.Json"/>.</param>
    /// <exception cref="ArgumentException">An id, key or kind is empty or holds a control character.</exception>
    public JournalRow Append(JournalHead head, string entryKey, string kind, DateTimeOffset at, string effectId, string summary, object? payload) =>
        payload is null
            ? AppendJson(head, entryKey, kind, at, effectId, summary, default)
            : AppendJson(head, entryKey, kind, at, effectId, summary, JsonSerializer.SerializeToUtf8Bytes(payload, payload.GetType(), JournalPayload.Json));

    /// <summary>Appends a row whose payload has a source-generated type.</summary>
    public JournalRow Append<T>(JournalHead head, string entryKey, string kind, DateTimeOffset at, string effectId, string summary, T payload, JsonTypeInfo<T> type) =>
        AppendJson(head, entryKey, kind, at, effectId, summary, JsonSerializer.SerializeToUtf8Bytes(payload, type));

    /// <summary>Appends a row whose payload is UTF-8 JSON already; empty for none.</summary>
    public JournalRow AppendJson(JournalHead head, string entryKey, string kind, DateTimeOffset at, string effectId, string summary, ReadOnlySpan<byte> json)
    {
        ArgumentNullException.ThrowIfNull(head);
        JournalText.ThrowIfUnfit(head.AgentId, nameof(head), required: true);
        JournalText.ThrowIfUnfit(entryKey, nameof(entryKey), required: true);
        JournalText.ThrowIfUnfit(kind, nameof(kind), required: true);
        JournalText.ThrowIfUnfit(effectId, nameof(effectId), required: false);
        var line = JournalText.OneLine(summary);
        var salt = new byte[HashLength];
        salts.Fill(salt);
        var packed = json.IsEmpty ? null : JournalPayload.Compress(json);
        var digest = JournalEncoding.Digest(salt, packed);
        var hash = new byte[HashLength];
        var atMs = at.ToUnixTimeMilliseconds();
        JournalEncoding.Hash(head.Hash.Span, head.AgentId, head.Seq + 1, entryKey, kind, atMs, effectId, line, digest, hash);
        return new JournalRow
        {
            AgentId = head.AgentId,
            Seq = head.Seq + 1,
            EntryKey = entryKey,
            Kind = kind,
            AtMs = atMs,
            EffectId = effectId,
            Summary = line,
            Salt = salt,
            PayloadDigest = digest,
            Payload = packed,
            Prev = head.Hash.ToArray(),
            Hash = hash,
        };
    }
}
