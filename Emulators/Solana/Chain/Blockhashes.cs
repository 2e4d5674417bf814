using System.Buffers.Binary;
using System.Security.Cryptography;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Solana.Chain;

/// <summary>The hash of each slot's block, and how long a transaction may name it. Made when asked for; a fork makes others.</summary>
internal sealed class Blockhashes(PublicKey genesis)
{
    /// <summary>Blocks after which a hash is too old (MAX_PROCESSING_AGE).</summary>
    public const ulong Life = 150;

    private readonly List<ulong> _forks = [];
    private readonly Dictionary<PublicKey, ulong> _slots = [];
    private readonly Dictionary<ulong, PublicKey> _hashes = [];

    public PublicKey Of(ulong slot)
    {
        if (!_hashes.TryGetValue(slot, out var hash))
        {
            Span<byte> input = stackalloc byte[PublicKey.Length + 16];
            Span<byte> digest = stackalloc byte[PublicKey.Length];
            genesis.Write(input);
            BinaryPrimitives.WriteUInt64LittleEndian(input[PublicKey.Length..], slot);
            BinaryPrimitives.WriteUInt64LittleEndian(input[(PublicKey.Length + 8)..], (ulong)_forks.Count(from => from <= slot));
            SHA256.HashData(input, digest);
            hash = PublicKey.Read(digest);
            Remember(slot, hash);
        }

        return hash;
    }

    /// <summary>The last block height at which a transaction with this slot's hash is accepted.</summary>
    public static ulong LastValidHeight(ulong slot) => SlotClock.Height(slot) + Life;

    /// <summary>The slot of a hash that the bank of another slot still accepts; null where it is unknown there, of an abandoned fork, or too old.</summary>
    public ulong? Find(PublicKey hash, ulong bank)
    {
        if (!_slots.ContainsKey(hash))
        {
            for (var slot = bank; slot + Life >= bank && slot >= SlotClock.First; slot--)
            {
                Of(slot);
            }
        }

        return _slots.TryGetValue(hash, out var found) && found <= bank && found + Life >= bank ? found : null;
    }

    /// <summary>From this slot on there are other blocks now.</summary>
    public void Fork(ulong from)
    {
        _forks.Add(from);
        foreach (var slot in _hashes.Keys.Where(s => s >= from).ToList())
        {
            _slots.Remove(_hashes[slot]);
            _hashes.Remove(slot);
        }
    }

    private void Remember(ulong slot, PublicKey hash)
    {
        if (_hashes.Count > 4 * (int)Life)
        {
            foreach (var old in _hashes.Keys.Where(s => s + (2 * Life) < slot).ToList())
            {
                _slots.Remove(_hashes[old]);
                _hashes.Remove(old);
            }
        }

        _hashes[slot] = hash;
        _slots[hash] = slot;
    }
}
