using PuppetEngine.Emulators.Solana.Runtime;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Jupiter;

/// <summary>A pool of two tokens on the chain.</summary>
/// <param name="A">The token that is traded.</param>
/// <param name="B">What it is priced in: USDC or SOL.</param>
/// <param name="Share">Its part of the token's liquidity.</param>
internal sealed record Pool(PublicKey A, PublicKey B, decimal Share)
{
    public const string Label = "Whirlpool";

    /// <summary>What the pool keeps of every trade, in hundredths of a percent.</summary>
    public const uint FeeBps = 10;

    public PublicKey Address { get; } = PublicKey.Named($"pool of {A} and {B}");

    public PublicKey VaultA { get; } = PublicKey.Named($"vault of {A} in the pool with {B}");

    public PublicKey VaultB { get; } = PublicKey.Named($"vault of {B} in the pool with {A}");

    public PublicKey Oracle { get; } = PublicKey.Named($"oracle of {A} and {B}");

    public PublicKey TickArray(int index) => PublicKey.Named($"ticks {index} of {A} and {B}");

    public bool Trades(PublicKey mint) => mint == A || mint == B;

    public PublicKey Other(PublicKey mint) => mint == A ? B : A;

    /// <summary>Addresses that transactions name, for a lookup table.</summary>
    public PublicKey[] Addresses => [Address, VaultA, VaultB, TickArray(0), TickArray(1), TickArray(2), Oracle];

    /// <summary>
    /// The accounts of one step of a route: the venue's program, then those of its swap instruction. The order is that of Jupiter's
    /// published interface (jup-ag/jupiter-cpi, whirlpoolSwap) and, with two token programs, of Whirlpool's swap_v2.
    /// </summary>
    public AccountMeta[] Step(PublicKey user, PublicKey userA, PublicKey userB, PublicKey programA, PublicKey programB)
    {
        AccountMeta[] end = [AccountMeta.Write(TickArray(0)), AccountMeta.Write(TickArray(1)), AccountMeta.Write(TickArray(2)), AccountMeta.Read(Oracle)];
        AccountMeta[] accounts = [AccountMeta.Write(userA), AccountMeta.Write(VaultA), AccountMeta.Write(userB), AccountMeta.Write(VaultB), .. end];
        return IsVersion2(programA, programB)
            ? [AccountMeta.Read(ProgramIds.Whirlpool), AccountMeta.Read(programA), AccountMeta.Read(programB), AccountMeta.Read(ProgramIds.Memo), AccountMeta.Read(user), AccountMeta.Write(Address), AccountMeta.Read(A), AccountMeta.Read(B), .. accounts]
            : [AccountMeta.Read(ProgramIds.Whirlpool), AccountMeta.Read(programA), AccountMeta.Read(user), AccountMeta.Write(Address), .. accounts];
    }

    /// <summary>Whether the pool needs the instruction for tokens of Token-2022.</summary>
    public static bool IsVersion2(PublicKey programA, PublicKey programB) => programA == ProgramIds.Token2022 || programB == ProgramIds.Token2022;
}
