namespace PuppetEngine.Engine.Trading;

/// <summary>What a trade needs next.</summary>
public enum TradeStep
{
    /// <summary>Nothing now.</summary>
    Wait = 0,

    /// <summary>A quote, a verdict, a reservation and, where all allow it, a signature.</summary>
    Propose = 1,

    /// <summary>Its signed bytes, as they are, to the chain.</summary>
    Send = 2,

    /// <summary>The chain's word on its signature.</summary>
    Read = 3,

    /// <summary>What it did to the wallet, from the chain.</summary>
    Settle = 4,

    /// <summary>An end: it was not signed in time, or everything is stopped.</summary>
    GiveUp = 5,
}
