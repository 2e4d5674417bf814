namespace PuppetEngine.Engine.Trading;

/// <summary>Market, chain or signer say no, for good or for now. Nothing was signed.</summary>
/// <param name="code">A stable code.</param>
/// <param name="message">What is so, free of secrets and of text from outside.</param>
/// <param name="isPassing">Whether it may be otherwise soon.</param>
public sealed class TradeRefusedException(string code, string message, bool isPassing) : Exception(message)
{
    /// <summary>A stable code.</summary>
    public string Code { get; } = code;

    /// <summary>Whether it may be otherwise soon.</summary>
    public bool IsPassing { get; } = isPassing;
}
