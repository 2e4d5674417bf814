using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Solana.Runtime;

/// <summary>Addresses that are the same on every cluster.</summary>
internal static class ProgramIds
{
    public static readonly PublicKey System = PublicKey.Parse("11111111111111111111111111111111");
    public static readonly PublicKey ComputeBudget = PublicKey.Parse("ComputeBudget111111111111111111111111111111");
    public static readonly PublicKey Token = PublicKey.Parse("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA");
    public static readonly PublicKey Token2022 = PublicKey.Parse("TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb");
    public static readonly PublicKey AssociatedToken = PublicKey.Parse("ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL");
    public static readonly PublicKey Memo = PublicKey.Parse("MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr");
    public static readonly PublicKey LookupTable = PublicKey.Parse("AddressLookupTab1e1111111111111111111111111");
    public static readonly PublicKey Jupiter = PublicKey.Parse("JUP6LkbZbjS1jKKwapdHNy74zcZ3tLUZoi5QNyVTaV4");
    public static readonly PublicKey Whirlpool = PublicKey.Parse("whirLbMiicVdio4qvUfM5KAg6Ct8VwpYzGff3uctyCc");
    public static readonly PublicKey NativeLoader = PublicKey.Parse("NativeLoader1111111111111111111111111111111");
    public static readonly PublicKey UpgradeableLoader = PublicKey.Parse("BPFLoaderUpgradeab1e11111111111111111111111");
    public static readonly PublicKey Sysvars = PublicKey.Parse("Sysvar1111111111111111111111111111111111111");
    public static readonly PublicKey RentSysvar = PublicKey.Parse("SysvarRent111111111111111111111111111111111");
    public static readonly PublicKey NativeMint = PublicKey.Parse("So11111111111111111111111111111111111111112");

    public static bool IsToken(PublicKey program) => program == Token || program == Token2022;
}
