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
}
