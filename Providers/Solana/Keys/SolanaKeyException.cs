namespace PuppetEngine.Providers.Solana.Keys;

/// <summary>A secret key could not be read. The message names the format and the defect, and never a part of the key.</summary>
public sealed class SolanaKeyException(SolanaKeyFormat format, string problem) : Exception(problem)
{
    /// <summary>The format that the text seemed to have.</summary>
    public SolanaKeyFormat Format { get; } = format;
}
