using System.Buffers.Binary;
using System.Collections.Concurrent;
using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Programs;
using PuppetEngine.Providers.Solana.Transactions;

namespace PuppetEngine.Providers.Solana.Inspection;

/// <summary>
/// A decoded route of Jupiter. Its amounts: <c>in_amount</c> and <c>quoted_out_amount</c>, or <c>out_amount</c> and <c>quoted_in_amount</c> where
/// the output is fixed; then <c>slippage_bps</c> (u16) and <c>platform_fee_bps</c> (u8; in <c>_v2</c> u16, and <c>positive_slippage_bps</c> u16 after
/// it). They follow the plan, in <c>_v2</c> they stand before it.
/// </summary>
internal sealed record JupiterRoute
{
    private const int DiscriminatorSize = 8;

    private static readonly ConcurrentDictionary<byte, PublicKey> ProgramAuthorities = new();

    /// <summary>Where its parts stand.</summary>
    public required JupiterRouteLayout Layout { get; init; }

    /// <summary>The fixed or the quoted input.</summary>
    public required ulong InAmount { get; init; }

    /// <summary>The quoted or the fixed output.</summary>
    public required ulong OutAmount { get; init; }

    /// <summary>The slippage.</summary>
    public required ushort SlippageBasisPoints { get; init; }

    /// <summary>The platform's share.</summary>
    public required ushort PlatformFeeBasisPoints { get; init; }

    /// <summary>The share of what comes out above the quote.</summary>
    public required ushort PositiveSlippageBasisPoints { get; init; }

    /// <summary>The number of the program authority; 0 without one.</summary>
    public required byte AuthorityId { get; init; }

    /// <summary>Jupiter's event authority, which every route names.</summary>
    public static PublicKey EventAuthority { get; } = ProgramDerivedAddress.Find(SolanaPrograms.Jupiter, "__event_authority"u8.ToArray()).Address;

    /// <summary>A program authority by its number. There are 256 at most, and each costs some modular powers, so they are kept.</summary>
    public static PublicKey ProgramAuthority(byte id) =>
        ProgramAuthorities.GetOrAdd(id, static id => ProgramDerivedAddress.Find(SolanaPrograms.Jupiter, "authority"u8.ToArray(), [id]).Address);

    /// <summary>The layout of an instruction; null if it is no route.</summary>
    public static JupiterRouteLayout? LayoutOf(Instruction instruction) => instruction.Data.Length < DiscriminatorSize
        ? null
        : JupiterRouteLayout.All.GetValueOrDefault(BinaryPrimitives.ReadUInt64LittleEndian(instruction.Data.AsSpan()));

    /// <summary>Decodes a route; null where its data cannot be read to their end, or its accounts are too few.</summary>
    public static JupiterRoute? Decode(Instruction instruction, JupiterRouteLayout layout)
    {
        var data = instruction.Data.AsSpan();
        var start = DiscriminatorSize + (layout.IsShared ? 1 : 0);
        if (instruction.Accounts.Length < layout.EventAuthority + 2 || data.Length < start || layout.HasLedger)
        {
            return null;
        }

        var amounts = layout.IsV2 ? start : JupiterRoutePlan.End(data, start);
        var size = 8 + 8 + 2 + (layout.IsV2 ? 2 + 2 : 1);
        if (amounts < 0 || data.Length < amounts + size || (layout.IsV2 ? !HasSteps(data[(amounts + size)..]) : data.Length != amounts + size))
        {
            return null;
        }

        var first = BinaryPrimitives.ReadUInt64LittleEndian(data[amounts..]);
        var second = BinaryPrimitives.ReadUInt64LittleEndian(data[(amounts + 8)..]);
        var fees = data[(amounts + 18)..];
        return new JupiterRoute
        {
            Layout = layout,
            InAmount = layout.Mode == SwapMode.ExactIn ? first : second,
            OutAmount = layout.Mode == SwapMode.ExactIn ? second : first,
            SlippageBasisPoints = BinaryPrimitives.ReadUInt16LittleEndian(data[(amounts + 16)..]),
            PlatformFeeBasisPoints = layout.IsV2 ? BinaryPrimitives.ReadUInt16LittleEndian(fees) : fees[0],
            PositiveSlippageBasisPoints = layout.IsV2 ? BinaryPrimitives.ReadUInt16LittleEndian(fees[2..]) : (ushort)0,
            AuthorityId = layout.IsShared ? data[DiscriminatorSize] : (byte)0,
        };
    }

    /// <summary>The plan of <c>_v2</c> follows all that binds, so it is only asked to have a step: its venues may be newer than this release.</summary>
    private static bool HasSteps(ReadOnlySpan<byte> plan) => plan.Length > 4 && BinaryPrimitives.ReadUInt32LittleEndian(plan) is > 0 and < 256;
}
