namespace PuppetEngine.Providers.Solana.Wire;

/// <summary>
/// Solana's <c>compact-u16</c>, the length before every list of a transaction: seven bits a byte, the lowest first, the top bit says that
/// more follow; at most three bytes and 65,535.
/// </summary>
public static class ShortVec
{
    /// <summary>How many bytes a length takes.</summary>
    public static int SizeOf(ushort value) => value < 0x80 ? 1 : value < 0x4000 ? 2 : 3;

    /// <summary>Writes a length; how many bytes it took.</summary>
    public static int Write(Span<byte> destination, ushort value)
    {
        int rest = value;
        for (var i = 0; ; i++)
        {
            if (rest < 0x80)
            {
                destination[i] = (byte)rest;
                return i + 1;
            }

            destination[i] = (byte)(rest | 0x80);
            rest >>= 7;
        }
    }

    /// <summary>
    /// Reads a length. As the runtime does, it refuses one that is written longer than needed, so that equal lengths are equal bytes.
    /// </summary>
    /// <returns>False where the bytes end too early, are not canonical or mean more than 65,535.</returns>
    public static bool TryRead(ReadOnlySpan<byte> source, out ushort value, out int read)
    {
        var total = 0;
        for (read = 0; read < source.Length && read < 3;)
        {
            var next = source[read];
            total |= (next & 0x7f) << (7 * read);
            read++;
            if ((next & 0x80) == 0)
            {
                value = (ushort)total;
                return total <= ushort.MaxValue && (next != 0 || read == 1);
            }
        }

        value = 0;
        return false;
    }
}
