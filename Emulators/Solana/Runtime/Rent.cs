namespace PuppetEngine.Emulators.Solana.Runtime;

/// <summary>What an account must hold to be kept: 3,480 lamports per byte and year, two years, and 128 bytes for the account itself.</summary>
internal static class Rent
{
    private const ulong AccountBytes = 128;
    private const ulong LamportsPerByte = 6_960;

    public static ulong Minimum(int bytes) => (AccountBytes + (ulong)bytes) * LamportsPerByte;

    /// <summary>Whether a transaction may leave an account so: exempt, gone, or as poor as it was before and no richer.</summary>
    public static bool IsAllowed(ulong before, int bytesBefore, ulong after, int bytesAfter) =>
        after == 0 || after >= Minimum(bytesAfter)
        || (before > 0 && before < Minimum(bytesBefore) && bytesBefore == bytesAfter && after <= before);
}
