using Orleans;

namespace PuppetEngine.Grains.Abstractions.Trading;

/// <summary>Where a trade stands.</summary>
[GenerateSerializer, Alias("PuppetEngine.Trading.TradeStage")]
public enum TradeStage
{
    /// <summary>The intent is stored; it is to be quoted, judged and signed.</summary>
    Planned = 0,

    /// <summary>It waits for a person.</summary>
    Held = 1,

    /// <summary>Bytes, signature and last valid height are stored; they may have been sent.</summary>
    Signed = 2,

    /// <summary>It stands in a block that may yet be given up.</summary>
    Landed = 3,

    /// <summary>It stands for good; what it did to the wallet is still to be read.</summary>
    Settling = 4,

    /// <summary>Endpoints contradict each other, or none has answered for long. It is read on, and nothing is ever signed in its place.</summary>
    Unknown = 5,

    /// <summary>It happened and is in the ledger.</summary>
    Settled = 6,

    /// <summary>It did not happen and will not: the chain undid it, or it never landed.</summary>
    Failed = 7,

    /// <summary>The policy refused it.</summary>
    Refused = 8,

    /// <summary>Given up before anything was signed: by a person, an expiry or the kill switch.</summary>
    Cancelled = 9,

    /// <summary>Judged as if it were made; nothing was signed.</summary>
    DryRun = 10,
}
