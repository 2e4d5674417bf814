using Orleans;

namespace PuppetEngine.Grains.Abstractions.Memory;

/// <summary>Which halves of a search take part.</summary>
[GenerateSerializer, Alias("PuppetEngine.Memory.MemorySearchMode")]
public enum MemorySearchMode
{
    /// <summary>Words and vectors.</summary>
    Hybrid = 0,

    /// <summary>Words alone.</summary>
    Lexical = 1,

    /// <summary>Vectors alone.</summary>
    Vector = 2,
}
