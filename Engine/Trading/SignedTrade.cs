namespace PuppetEngine.Engine.Trading;

/// <summary>A signed transaction, stored before it is sent for the first time. Only these bytes are ever sent for its attempt.</summary>
/// <param name="Bytes">The whole transaction, base64.</param>
/// <param name="Signature">Its first signature, base58: its name on the chain.</param>
/// <param name="LastValidHeight">The block height after which it cannot land.</param>
/// <param name="At">When it was signed.</param>
public sealed record SignedTrade(string Bytes, string Signature, ulong LastValidHeight, DateTimeOffset At);
