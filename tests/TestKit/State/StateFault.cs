namespace PuppetEngine.Tests.TestKit.State;

/// <summary>How a write of grain state fails.</summary>
public enum StateFault
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>It throws, and nothing was stored.</summary>
    BeforeStoring,

    /// <summary>It throws although everything was stored: the caller cannot tell.</summary>
    AfterStoring,
}
