namespace PuppetEngine.Engine.Llm;

/// <summary>What a failed call may have cost.</summary>
public enum LlmCharge
{
    /// <summary>Provably nothing: it was not sent, or refused with an error status.</summary>
    None,

    /// <summary>Nobody knows: it was sent and no whole answer came. What was reserved stays charged.</summary>
    InDoubt,
}
