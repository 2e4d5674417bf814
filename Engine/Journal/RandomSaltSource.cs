using System.Security.Cryptography;

namespace PuppetEngine.Engine.Journal;

/// <summary>Salts from the operating system's generator.</summary>
public sealed class RandomSaltSource : ISaltSource
{
    /// <inheritdoc />
    public void Fill(Span<byte> salt) => RandomNumberGenerator.Fill(salt);
}
