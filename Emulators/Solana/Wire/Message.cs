namespace PuppetEngine.Emulators.Solana.Wire;

/// <summary>An instruction as it stands in a message: places in the list of all keys.</summary>
internal sealed record CompiledInstruction(byte Program, byte[] Accounts, byte[] Data);

/// <summary>Keys that a message takes from a lookup table on the chain.</summary>
internal sealed record TableLookup(PublicKey Table, byte[] Writable, byte[] Readonly);

/// <summary>A legacy or version 0 message.</summary>
/// <param name="Version">Null for legacy, 0 for v0.</param>
/// <param name="Signers">How many of the keys sign, from the first on. The first pays.</param>
/// <param name="ReadonlySigners">How many of those, from the last back, are only read.</param>
/// <param name="ReadonlyOthers">How many of the keys that do not sign, from the last back, are only read.</param>
/// <param name="Keys">The keys that stand in the message itself.</param>
/// <param name="Blockhash">A recent block's hash.</param>
/// <param name="Instructions">What is to be done, in order.</param>
/// <param name="Lookups">Further keys, from tables on the chain.</param>
internal sealed record Message(
    int? Version, byte Signers, byte ReadonlySigners, byte ReadonlyOthers, PublicKey[] Keys, PublicKey Blockhash,
    CompiledInstruction[] Instructions, TableLookup[] Lookups)
{
    public bool IsSigner(int index) => index < Signers;

    /// <summary>Whether a key that stands in the message itself may be changed.</summary>
    public bool IsWritable(int index) => index < Signers
        ? index < Signers - ReadonlySigners
        : index < Keys.Length - ReadonlyOthers;
}
