using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using PuppetEngine.Grains.Abstractions.Journal;

namespace PuppetEngine.Engine.Journal;

/// <summary>
/// The bytes that a row's hash is made of. Each field stands behind its length (4 bytes, big-endian), so that no two different rows
/// share an encoding; texts are UTF-8, integers 8 bytes big-endian. In order: prev (32 bytes, no length), the format's name, agent id,
/// seq, entry key, kind, time, effect id, summary, payload digest (32 bytes, no length). Stable: a change needs a new format name.
/// </summary>
internal static class JournalEncoding
{
    private const int StackLimit = 1024;

    private static ReadOnlySpan<byte> Format => "puppet-journal-1"u8;

    /// <summary>The row's hash from its fields, its <see cref="JournalRow.Prev"/> and its digest; <paramref name="seq"/> stands in for the row's own.</summary>
    internal static void Hash(JournalRow row, long seq, Span<byte> hash) =>
        Hash(row.Prev, row.AgentId, seq, row.EntryKey, row.Kind, row.AtMs, row.EffectId, row.Summary, row.PayloadDigest, hash);

    internal static void Hash(
        ReadOnlySpan<byte> prev, string agentId, long seq, string entryKey, string kind, long atMs, string effectId, string summary,
        ReadOnlySpan<byte> digest, Span<byte> hash)
    {
        var length = prev.Length + digest.Length + 4 + Format.Length + 2 * 12
            + Room(agentId) + Room(entryKey) + Room(kind) + Room(effectId) + Room(summary);
        byte[]? rented = null;
        var buffer = length <= StackLimit ? stackalloc byte[StackLimit] : rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var writer = new Writer(buffer);
            writer.Raw(prev);
            writer.Bytes(Format);
            writer.Text(agentId);
            writer.Integer(seq);
            writer.Text(entryKey);
            writer.Text(kind);
            writer.Integer(atMs);
            writer.Text(effectId);
            writer.Text(summary);
            writer.Raw(digest);
            SHA256.HashData(buffer[..writer.Length], hash);
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    /// <summary>SHA-256(salt ‖ stored payload); of the salt alone without a payload.</summary>
    internal static byte[] Digest(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> payload)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(salt);
        hash.AppendData(payload);
        return hash.GetHashAndReset();
    }

    private static int Room(string text) => 4 + Encoding.UTF8.GetMaxByteCount(text.Length);

    private ref struct Writer(Span<byte> buffer)
    {
        private readonly Span<byte> _buffer = buffer;

        internal int Length { get; private set; }

        internal void Raw(ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(_buffer[Length..]);
            Length += bytes.Length;
        }

        internal void Bytes(ReadOnlySpan<byte> bytes)
        {
            Prefix(bytes.Length);
            Raw(bytes);
        }

        internal void Text(string text)
        {
            var written = Encoding.UTF8.GetBytes(text, _buffer[(Length + 4)..]);
            Prefix(written);
            Length += written;
        }

        internal void Integer(long value)
        {
            Prefix(sizeof(long));
            BinaryPrimitives.WriteInt64BigEndian(_buffer[Length..], value);
            Length += sizeof(long);
        }

        private void Prefix(int length)
        {
            BinaryPrimitives.WriteInt32BigEndian(_buffer[Length..], length);
            Length += 4;
        }
    }
}
