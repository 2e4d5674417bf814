namespace PuppetEngine.Grains.Social;

/// <summary>How a permit stands.</summary>
internal enum PermitState
{
    /// <summary>Granted and charged; the call may be under way.</summary>
    Open = 0,

    /// <summary>The call's end is in doubt: it stays charged until it is told for good.</summary>
    InDoubt = 1,

    /// <summary>Settled for good.</summary>
    Settled = 2,
}
