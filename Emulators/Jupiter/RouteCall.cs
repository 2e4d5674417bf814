using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Jupiter;

/// <summary>One step of a route: which venue, which way, and which of the route's tokens.</summary>
/// <param name="IsVersion2">The venue's instruction for tokens of Token-2022.</param>
/// <param name="AToB">From the pool's first token to its second.</param>
/// <param name="Bps">Share of what there is of the input, in hundredths of a percent.</param>
/// <param name="Input">Place of the token that goes in.</param>
/// <param name="Output">Place of the token that comes out.</param>
internal readonly record struct RouteStep(bool IsVersion2, bool AToB, ushort Bps, byte Input, byte Output);

/// <summary>
/// The arguments of Jupiter's route instructions. Names, order and discriminators: the program's published interface
/// (debridge-finance/solana-tx-parser-public, tests/idl/jupiter_v6.ts, for <c>route</c>; several independent readers of the interface
/// on the chain for <c>route_v2</c>, whose amounts stand before the plan).
/// </summary>
internal sealed record RouteCall(bool IsVersion2, List<RouteStep> Steps, ulong InAmount, ulong QuotedOut, ushort SlippageBps, ushort PlatformFeeBps)
{
    /// <summary>SHA-256 of "global:route" and "global:route_v2", eight bytes.</summary>
    public static readonly byte[] Route = [229, 23, 203, 151, 122, 227, 173, 42];
    public static readonly byte[] RouteV2 = [187, 100, 250, 204, 49, 196, 175, 20];

    // Places in the enum Swap of the same interface.
    private const byte Whirlpool = 17;
    private const byte WhirlpoolSwapV2 = 47;
    private const int MostSteps = 16;

    public byte[] ToBytes()
    {
        var writer = new WireWriter().Bytes(IsVersion2 ? RouteV2 : Route);
        if (IsVersion2)
        {
            // The last of the amounts is positive_slippage_bps: what is better than quoted stays the user's.
            writer.U64(InAmount).U64(QuotedOut).U16(SlippageBps).U16(PlatformFeeBps).U16(0);
        }

        writer.U32((uint)Steps.Count);
        foreach (var step in Steps)
        {
            writer.Byte(step.IsVersion2 ? WhirlpoolSwapV2 : Whirlpool).Flag(step.AToB);
            if (step.IsVersion2)
            {
                writer.Byte(0);
            }

            _ = IsVersion2 ? writer.U16(step.Bps) : writer.Byte((byte)(step.Bps / 100));
            writer.Byte(step.Input).Byte(step.Output);
        }

        return IsVersion2 ? writer.ToArray() : writer.U64(InAmount).U64(QuotedOut).U16(SlippageBps).Byte((byte)PlatformFeeBps).ToArray();
    }

    /// <summary>Reads a call; null for another instruction.</summary>
    /// <exception cref="FormatException">The bytes end early, or name a venue that is not emulated.</exception>
    public static RouteCall? Read(byte[] data)
    {
        var isVersion2 = data.AsSpan().StartsWith(RouteV2);
        if (!isVersion2 && !data.AsSpan().StartsWith(Route))
        {
            return null;
        }

        var reader = new WireReader(data.AsSpan(8));
        if (isVersion2)
        {
            var (amount, quoted, slippage, fee) = (reader.U64(), reader.U64(), reader.U16(), reader.U16());
            reader.U16();
            return new RouteCall(true, ReadSteps(ref reader, true), amount, quoted, slippage, fee);
        }

        var steps = ReadSteps(ref reader, false);
        return new RouteCall(false, steps, reader.U64(), reader.U64(), reader.U16(), reader.Byte());
    }

    private static List<RouteStep> ReadSteps(ref WireReader reader, bool isVersion2)
    {
        var count = reader.U32();
        if (count > MostSteps)
        {
            throw new FormatException("The plan is too long.");
        }

        var steps = new List<RouteStep>();
        for (var i = 0; i < count; i++)
        {
            var venue = reader.Byte();
            if (venue is not (Whirlpool or WhirlpoolSwapV2))
            {
                throw new FormatException($"Venue {venue} is not emulated.");
            }

            var aToB = reader.Flag();
            if (venue == WhirlpoolSwapV2 && reader.Byte() != 0)
            {
                throw new FormatException("Accounts of transfer hooks are not emulated.");
            }

            var share = isVersion2 ? reader.U16() : (ushort)(100 * reader.Byte());
            steps.Add(new RouteStep(venue == WhirlpoolSwapV2, aToB, share, reader.Byte(), reader.Byte()));
        }

        return steps;
    }
}
