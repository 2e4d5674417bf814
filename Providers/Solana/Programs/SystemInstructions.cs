using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Transactions;

namespace PuppetEngine.Providers.Solana.Programs;

/// <summary>Calls of the system program: <c>SystemInstruction</c>, an enum behind a u32.</summary>
public static class SystemInstructions
{
    internal const uint CreateAccountTag = 0;
    internal const uint TransferTag = 2;

    /// <summary>Moves lamports from a wallet, which signs.</summary>
    public static Instruction Transfer(PublicKey from, PublicKey to, ulong lamports) => new(
        SolanaPrograms.System,
        [AccountMeta.WritableSigner(from), AccountMeta.Writable(to)],
        [.. LittleEndian.Of(TransferTag), .. LittleEndian.Of(lamports)]);

    /// <summary>Makes an account of a program; it signs with its own key, and the payer funds it.</summary>
    /// <param name="payer">Who pays the rent.</param>
    /// <param name="account">The new account.</param>
    /// <param name="lamports">Its balance: at least the rent exemption of all bytes that it will ever have.</param>
    /// <param name="space">Its bytes now.</param>
    /// <param name="owner">The program that it belongs to.</param>
    public static Instruction CreateAccount(PublicKey payer, PublicKey account, ulong lamports, ulong space, PublicKey owner) => new(
        SolanaPrograms.System,
        [AccountMeta.WritableSigner(payer), AccountMeta.WritableSigner(account)],
        [.. LittleEndian.Of(CreateAccountTag), .. LittleEndian.Of(lamports), .. LittleEndian.Of(space), .. owner.Span]);
}
