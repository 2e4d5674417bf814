namespace PuppetEngine.Engine.Trading;

/// <summary>How far a transaction has come by one endpoint's word.</summary>
public enum SignatureStanding
{
    /// <summary>The endpoint does not know it.</summary>
    Absent = 0,

    /// <summary>It stands in a block that may yet be given up.</summary>
    Landed = 1,

    /// <summary>It stands for good.</summary>
    Final = 2,
}

/// <summary>
/// What one endpoint said of a signature. The heights are read <em>before</em> the status: a status that was read first says nothing about the blocks that
/// came between.
/// </summary>
/// <param name="Endpoint">Its name.</param>
/// <param name="Standing">How far it has come.</param>
/// <param name="FinalizedHeight">The height of its newest final block, read before the status.</param>
/// <param name="FinalizedSlot">The slot of that block.</param>
/// <param name="SearchedHistory">Whether it looked through its whole history.</param>
public sealed record SignatureReading(string Endpoint, SignatureStanding Standing, ulong FinalizedHeight, ulong FinalizedSlot, bool SearchedHistory)
{
    /// <summary>The slot in which it stands; null while it is absent.</summary>
    public ulong? Slot { get; init; }

    /// <summary>What the chain says went wrong; null where it worked, or is absent.</summary>
    public string? Error { get; init; }

    /// <summary>Whether the endpoint proved that it holds the blocks in which the transaction could have landed.</summary>
    public bool HoldsBlocks { get; init; }
}
