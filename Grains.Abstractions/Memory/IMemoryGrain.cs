using Orleans;
using Orleans.Concurrency;

namespace PuppetEngine.Grains.Abstractions.Memory;

/// <summary>An agent's long-term memory, over the memory table. Key: the agent's id.</summary>
[Alias("PuppetEngine.Memory.IMemoryGrain")]
public interface IMemoryGrain : IGrainWithStringKey
{
    /// <summary>Adds memories. Idempotent by id: an item that is there already is left as it is.</summary>
    [Alias("Append")]
    Task Append(List<MemoryItem> items);

    /// <summary>Searches or lists.</summary>
    [Alias("Query"), ReadOnly]
    Task<MemoryPage> Query(MemoryQuery query);

    /// <summary>Forgets one memory; false when there is none of that id.</summary>
    [Alias("Forget")]
    Task<bool> Forget(string id);

    /// <summary>Forgets all memories that a selection takes; how many there were. A selection that names nothing is refused.</summary>
    [Alias("ForgetSelected")]
    Task<long> ForgetSelected(MemorySelection selection);

    /// <summary>
    /// Adds memories that were exported, also such as were forgotten here. Idempotent by id. Returns how many were new.
    /// </summary>
    [Alias("Import")]
    Task<int> Import(List<MemoryItem> items);

    /// <summary>What the memory holds.</summary>
    [Alias("Summarize"), ReadOnly]
    Task<MemorySummary> Summarize();

    /// <summary>
    /// Runs the day's job now, where it has not run today: consolidation, reflection and forgetting by rule, within their bounds.
    /// Its calls of a model are charged to the agent.
    /// </summary>
    [Alias("Tend"), AlwaysInterleave, ResponseTimeout("00:05:00")]
    Task<MemoryTending> Tend();
}
