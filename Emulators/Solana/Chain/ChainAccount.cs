using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Solana.Chain;

/// <summary>An account at one moment. Its bytes are never written to: a change makes another record.</summary>
internal sealed record ChainAccount(ulong Lamports, PublicKey Owner, byte[] Data, bool Executable = false)
{
    /// <summary>What is at an address that nobody has used: nothing, owned by the system program.</summary>
    public static ChainAccount Empty { get; } = new(0, Runtime.ProgramIds.System, []);
}
