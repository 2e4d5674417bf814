using PuppetEngine.Grains.Abstractions.Memory;

namespace PuppetEngine.Engine.Memory.Index;

/// <summary>What the index knows of a memory besides its words and its vector.</summary>
/// <param name="Number">The row's number.</param>
/// <param name="Kind">The kind's place in <see cref="MemoryKinds.All"/>; 255 for one that this release does not know.</param>
/// <param name="Importance">0 to 1.</param>
/// <param name="At">When it happened, in milliseconds since 1970.</param>
/// <param name="LastAccess">When it was last recalled, the same way; 0 for never.</param>
/// <param name="Accesses">How often it was recalled.</param>
public readonly record struct MemoryEntry(long Number, byte Kind, float Importance, long At, long LastAccess, int Accesses)
{
    /// <summary>Of a row.</summary>
    public static MemoryEntry Of(MemoryRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new MemoryEntry(
            row.Number, KindOf(row.Item.Kind), (float)row.Item.Importance, row.Item.At.ToUnixTimeMilliseconds(),
            row.Item.LastAccessAt?.ToUnixTimeMilliseconds() ?? 0, row.Item.AccessCount);
    }

    /// <summary>The place of a kind.</summary>
    public static byte KindOf(string kind)
    {
        for (var i = 0; i < MemoryKinds.All.Count; i++)
        {
            if (MemoryKinds.All[i] == kind)
            {
                return (byte)i;
            }
        }

        return byte.MaxValue;
    }
}
