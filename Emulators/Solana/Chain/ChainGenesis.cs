using PuppetEngine.Emulators.Solana.Programs;
using PuppetEngine.Emulators.Solana.Programs.Token;
using PuppetEngine.Emulators.Solana.Runtime;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Solana.Chain;

/// <summary>What every chain begins with: the programs, the rent sysvar, the mint of wrapped SOL, and a faucet.</summary>
internal static class ChainGenesis
{
    /// <summary>Pays airdrops. Its secret is no secret: the money is emulated.</summary>
    public static Ed25519Key Faucet { get; } = Ed25519Key.Named("faucet of the emulated chain");

    public static Dictionary<PublicKey, IProgram> Programs() => new Dictionary<PublicKey, IProgram>
    {
        [ProgramIds.System] = new SystemProgram(),
        [ProgramIds.ComputeBudget] = new ComputeBudgetProgram(),
        [ProgramIds.Token] = new TokenProgram(),
        [ProgramIds.Token2022] = new TokenProgram(),
        [ProgramIds.AssociatedToken] = new AssociatedTokenProgram(),
        [ProgramIds.Memo] = new MemoProgram(),
        [ProgramIds.LookupTable] = new LookupTableProgram(),
    };

    /// <summary>What a program's own account holds, as on the virtual machine that the emulator is compared with.</summary>
    private static ulong Lamports(PublicKey id, bool isBuiltin) =>
        isBuiltin ? 1 : id == ProgramIds.AssociatedToken ? 731_913_600 : id == ProgramIds.Memo ? 16_926_720ul : 1_141_440;

    public static IEnumerable<AccountChange> Accounts(IReadOnlyDictionary<PublicKey, IProgram> programs)
    {
        foreach (var (id, program) in programs)
        {
            yield return new AccountChange(id, new ChainAccount(Lamports(id, program.IsBuiltin), program.IsBuiltin ? ProgramIds.NativeLoader : ProgramIds.UpgradeableLoader, new byte[36], Executable: true));
        }

        foreach (var id in (PublicKey[])[ProgramIds.Jupiter, ProgramIds.Whirlpool])
        {
            yield return new AccountChange(id, new ChainAccount(1_141_440, ProgramIds.UpgradeableLoader, new byte[36], Executable: true));
        }

        // 3,480 lamports per byte-year, two years (a double), half of it burned: bincode of the Rent sysvar.
        yield return new AccountChange(ProgramIds.RentSysvar, new ChainAccount(Rent.Minimum(17), ProgramIds.Sysvars,
            new WireWriter().U64(3_480).Bytes(BitConverter.GetBytes(2.0)).Byte(50).ToArray()));
        var wrapped = new byte[Mint.Length];
        new Mint(null, 0, 9, true, null).Write(wrapped);
        yield return new AccountChange(ProgramIds.NativeMint, new ChainAccount(Rent.Minimum(Mint.Length), ProgramIds.Token, wrapped));
        yield return new AccountChange(Faucet.Key, new ChainAccount(500_000_000_000_000_000, ProgramIds.System, []));
    }
}
