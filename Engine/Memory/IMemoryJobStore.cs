using PuppetEngine.Grains.Abstractions.Memory;

namespace PuppetEngine.Engine.Memory;

/// <summary>What the day's job of a memory reads and writes.</summary>
public interface IMemoryJobStore
{
    /// <summary>How far the job has come, and what was forgotten.</summary>
    Task<MemoryJobState> ReadStateAsync(string agentId, CancellationToken cancellationToken);

    /// <summary>Memories of the kinds that are consolidated, not consolidated yet, older than a moment, oldest first.</summary>
    Task<List<MemoryRow>> ReadUnconsolidatedAsync(string agentId, DateTimeOffset before, int limit, CancellationToken cancellationToken);

    /// <summary>The weightiest memories above a row's number, and the highest number there is.</summary>
    Task<List<MemoryRow>> ReadWeightiestAsync(string agentId, long after, int limit, CancellationToken cancellationToken);

    /// <summary>Stores a step of the job in one transaction: what it made, which sources it used up, how far it came.</summary>
    /// <returns>The new rows; those that were there already are left as they are.</returns>
    Task<List<MemoryRow>> CommitAsync(string agentId, MemoryJobStep step, CancellationToken cancellationToken);

    /// <summary>Memories that decay may take: none of the operator's, none of kind core or consolidated from nothing, older than a moment, oldest first, after a row's number.</summary>
    Task<List<MemoryRow>> ReadFadingAsync(string agentId, DateTimeOffset before, long after, int limit, CancellationToken cancellationToken);
}
