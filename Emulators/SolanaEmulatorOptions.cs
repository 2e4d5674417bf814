namespace PuppetEngine.Emulators;

/// <summary>Settings of the Solana emulator: one chain, seen by two nodes (<c>/solana</c> and <c>/solana-b</c>).</summary>
public sealed class SolanaEmulatorOptions
{
    /// <summary>Time between two slots, 1 ms to 10 s. Default: 400 ms.</summary>
    public TimeSpan SlotTime { get; set; } = TimeSpan.FromMilliseconds(400);

    /// <summary>Slots between the sending of a transaction and the block it is part of, 0 to 20. Default: 1.</summary>
    public int LandingSlots { get; set; } = 1;

    /// <summary>Slots after which a block is confirmed, 1 to 31. Default: 2.</summary>
    public int ConfirmationSlots { get; set; } = 2;

    /// <summary>Slots after which a block is finalized; more than <see cref="ConfirmationSlots"/>, at most 150. Default: 32.</summary>
    public int FinalizationSlots { get; set; } = 32;

    /// <summary>Most lamports that one <c>requestAirdrop</c> gives. Default: 1,000 SOL.</summary>
    public ulong AirdropLimit { get; set; } = 1_000_000_000_000;

    /// <summary>Level around which the priority fees of other people's transactions vary, in micro-lamports per compute unit. Default: 5,000.</summary>
    public int UsualPriorityFee { get; set; } = 5_000;

    /// <summary>Transactions kept for queries; the oldest leave first. Default: 200,000.</summary>
    public int RetainedTransactions { get; set; } = 200_000;
}
