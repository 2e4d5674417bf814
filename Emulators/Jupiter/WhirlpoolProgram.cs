using System.Buffers.Binary;
using PuppetEngine.Emulators.Solana.Programs.Token;
using PuppetEngine.Emulators.Solana.Runtime;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Jupiter;

/// <summary>
/// The venue of the emulated market: takes one token and gives another, at the market's price of the block's time and less the more is
/// asked. Instructions and accounts are those of Whirlpool's <c>swap</c> and <c>swap_v2</c>; the pool behind them is the emulator's own.
/// </summary>
internal sealed class WhirlpoolProgram(Market market) : IProgram
{
    // Anchor: the first eight bytes of SHA-256 of "global:swap" and "global:swap_v2".
    public static readonly byte[] Swap = [248, 198, 158, 145, 225, 117, 135, 200];
    public static readonly byte[] SwapV2 = [43, 4, 237, 11, 26, 201, 30, 98];

    public bool IsBuiltin => false;

    public static byte[] Data(bool isVersion2, ulong amount, bool aToB)
    {
        // amount, other_amount_threshold, sqrt_price_limit, amount_specified_is_input, a_to_b; version 2 ends in remaining_accounts_info.
        var writer = new WireWriter().Bytes(isVersion2 ? SwapV2 : Swap).U64(amount).U64(0).U64(0).U64(0).Flag(true).Flag(aToB);
        return isVersion2 ? writer.Byte(0).ToArray() : writer.ToArray();
    }

    public void Execute(InvokeContext context)
    {
        var isVersion2 = context.Data.AsSpan().StartsWith(SwapV2);
        context.Log($"Instruction: {(isVersion2 ? "SwapV2" : "Swap")}");
        context.Consume(18_000);
        if (!isVersion2 && !context.Data.AsSpan().StartsWith(Swap))
        {
            throw new InstructionFailure(101);
        }

        var (amount, aToB) = context.Read(static data =>
        {
            var reader = new WireReader(data.AsSpan(8));
            var given = reader.U64();
            reader.Bytes(8 + 16 + 1);
            return (given, reader.Flag());
        });
        var first = isVersion2 ? 7 : 3;
        var (user, poolAccount) = (context[isVersion2 ? 3 : 1], context[isVersion2 ? 4 : 2]);
        var pool = market.FindPool(poolAccount.Key) ?? throw new InstructionFailure(3007);
        var (userA, vaultA, userB, vaultB) = (context[first], context[first + 1], context[first + 2], context[first + 3]);
        if (vaultA.Key != pool.VaultA || vaultB.Key != pool.VaultB)
        {
            throw new InstructionFailure(2012);
        }

        var (source, vaultIn, vaultOut, destination) = aToB ? (userA, vaultA, vaultB, userB) : (userB, vaultB, vaultA, userA);
        var programs = isVersion2 ? (A: context[0].Key, B: context[1].Key) : (A: context[0].Key, B: context[0].Key);
        var held = Amount(vaultIn);
        Move(context, aToB ? programs.A : programs.B, source, isVersion2 ? context[aToB ? 5 : 6] : null, vaultIn, user, amount);
        var arrived = Amount(vaultIn) - held;

        var state = PoolState.Read(poolAccount.Data);
        var net = state.NetAt(context.Slot);
        var given = Out(pool, net, context.UnixTime, arrived, aToB);
        if (given == 0 || given > Amount(vaultOut))
        {
            // AmountCalcOverflow and its like: the pool has nothing to give for it.
            throw new InstructionFailure(6000 + 33);
        }

        Move(context, aToB ? programs.B : programs.A, vaultOut, isVersion2 ? context[aToB ? 6 : 5] : null, destination, poolAccount, given, pool.Address);
        new PoolState(Clamp((Int128)net + (aToB ? (Int128)arrived : -(Int128)given)), context.Slot).Write(poolAccount.Write());
    }

    /// <summary>What a pool gives for an amount that has arrived in it.</summary>
    public ulong Out(Pool pool, long net, long time, ulong amount, bool aToB)
    {
        var reserves = market.Reserves(pool, time);
        var (a, b) = PoolMath.Shift(reserves.A, reserves.B, net);
        return aToB ? PoolMath.Out(a, b, amount) : PoolMath.Out(b, a, amount);
    }

    private static long Clamp(Int128 net) => (long)Int128.Clamp(net, long.MinValue / 2, long.MaxValue / 2);

    private static ulong Amount(InstructionAccount account) => (TokenHolding.TryRead(account.Data) ?? throw new InstructionFailure(3012)).Amount;

    private static void Move(
        InvokeContext context, PublicKey program, InstructionAccount from, InstructionAccount? mint, InstructionAccount to, InstructionAccount authority, ulong amount, params PublicKey[] signers)
    {
        var number = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(number, amount);
        var signer = AccountMeta.Sign(authority.Key);
        context.Invoke(
            mint is null
                ? new Instruction(program, [AccountMeta.Write(from.Key), AccountMeta.Write(to.Key), signer], [3, .. number])
                : new Instruction(program, [AccountMeta.Write(from.Key), AccountMeta.Read(mint.Key), AccountMeta.Write(to.Key), signer], [12, .. number, mint.Data[44]]),
            signers);
    }
}
