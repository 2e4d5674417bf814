namespace PuppetEngine.Engine.Memory.Index;

/// <summary>A memory that may be among the best.</summary>
/// <param name="Entry">What ranks it.</param>
/// <param name="Lexical">Its words' score, 0 to 1; 0 where it has none of the question's words.</param>
/// <param name="Vector">The product of the vectors, -1 to 1, approximate until <see cref="MemoryFusion"/> is given the exact one; null without a vector.</param>
public readonly record struct MemoryCandidate(MemoryEntry Entry, float Lexical, float? Vector);

/// <summary>What a scan found.</summary>
/// <param name="Candidates">Surely holds the best of each half.</param>
/// <param name="Mean">The mean of all products.</param>
/// <param name="Deviation">Their standard deviation.</param>
/// <param name="Compared">How many products there were.</param>
/// <param name="WordMean">The mean of the words' scores over all memories.</param>
public sealed record MemoryCandidates(IReadOnlyList<MemoryCandidate> Candidates, float Mean, float Deviation, int Compared, float WordMean = 0);
