using System.Buffers.Binary;

namespace PuppetEngine.Emulators.Jupiter;

/// <summary>
/// What a pool remembers of trades: how much of its first token they left in it that arbitrage has not yet taken out again. Kept in
/// the pool's account, whose layout is the emulator's own.
/// </summary>
/// <param name="Net">Base units of the first token; negative where they are missing.</param>
/// <param name="Slot">When that was so.</param>
internal readonly record struct PoolState(long Net, ulong Slot)
{
    public const int Length = 16;

    /// <summary>Slots in which arbitrage brings the price back.</summary>
    private const long RecoverySlots = 150;

    public static PoolState Read(ReadOnlySpan<byte> data) =>
        new(BinaryPrimitives.ReadInt64LittleEndian(data), BinaryPrimitives.ReadUInt64LittleEndian(data[8..]));

    public void Write(Span<byte> data)
    {
        BinaryPrimitives.WriteInt64LittleEndian(data, Net);
        BinaryPrimitives.WriteUInt64LittleEndian(data[8..], Slot);
    }

    /// <summary>What is left of it at a later slot.</summary>
    public long NetAt(ulong slot)
    {
        var passed = (long)Math.Min(slot - Math.Min(Slot, slot), (ulong)RecoverySlots);
        return (long)((Int128)Net * (RecoverySlots - passed) / RecoverySlots);
    }
}
