using PuppetEngine.Engine.Memory.Index;

namespace PuppetEngine.Engine.Memory;

/// <summary>What is derived from the memories and stored beside them: vectors, blocks of the index, counts of recalls.</summary>
public interface IMemoryIndexStore
{
    /// <summary>Reads an agent's index: its blocks, and one by one the rows that are in none.</summary>
    Task<MemoryIndex> LoadAsync(string agentId, CancellationToken cancellationToken);

    /// <summary>Stores vectors, and the model as the agent's own. Blocks that hold these rows with other vectors are dropped.</summary>
    /// <param name="agentId">Whose.</param>
    /// <param name="model">What made them.</param>
    /// <param name="dimension">Their dimension.</param>
    /// <param name="vectors">Row numbers with vectors of length 1; an empty one for a text without direction.</param>
    /// <param name="cancellationToken">Gives up before the write.</param>
    Task PutVectorsAsync(string agentId, string model, int dimension, IReadOnlyList<(long Number, float[] Vector)> vectors, CancellationToken cancellationToken);

    /// <summary>The vectors of a model that are there for these rows.</summary>
    Task<Dictionary<long, float[]>> ReadVectorsAsync(string agentId, string model, IReadOnlyList<long> numbers, CancellationToken cancellationToken);

    /// <summary>Stores a block in the place of those that it overlaps; false when the rows are not those that it holds any more.</summary>
    Task<bool> PutBlockAsync(string agentId, MemoryBlockDraft block, CancellationToken cancellationToken);

    /// <summary>Adds to the counts of recalls.</summary>
    Task TouchAsync(string agentId, IReadOnlyCollection<MemoryAccess> accesses, CancellationToken cancellationToken);
}
