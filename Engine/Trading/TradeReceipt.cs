namespace PuppetEngine.Engine.Trading;

/// <summary>What a final transaction did to the wallet, by the chain's own balances before and after it.</summary>
public sealed record TradeReceipt
{
    /// <summary>The transaction.</summary>
    public required string Signature { get; init; }

    /// <summary>The slot in which it stands.</summary>
    public required ulong Slot { get; init; }

    /// <summary>What went wrong; null where it worked.</summary>
    public string? Error { get; init; }

    /// <summary>Base units of the input that left; for SOL without fees and rent.</summary>
    public ulong SpentUnits { get; init; }

    /// <summary>Base units of the output that came; for SOL without fees and rent.</summary>
    public ulong ReceivedUnits { get; init; }

    /// <summary>Fees and tips, in lamports; paid also where it failed.</summary>
    public ulong FeeLamports { get; init; }

    /// <summary>What new token accounts locked up, in lamports.</summary>
    public ulong RentLamports { get; init; }

    /// <summary>What was given was worth, in lamports; it is the cost of what was received where neither side is SOL.</summary>
    public ulong WorthLamports { get; init; }
}
