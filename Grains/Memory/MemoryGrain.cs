using Orleans;
using Orleans.Runtime;
using PuppetEngine.Engine.Memory;
using PuppetEngine.Grains.Abstractions.Memory;

namespace PuppetEngine.Grains.Memory;

/// <summary>An agent's long-term memory, over the memory table. It holds nothing itself: the rows are the memory.</summary>
[GrainType("memory")]
internal sealed class MemoryGrain(IGrainContext context, IMemoryStore store, TimeProvider time) : IMemoryGrain, IGrainBase
{
    /// <summary>Candidates per memory asked for: importance and recency can lift one from below.</summary>
    private const int CandidatesPerItem = 5;

    public IGrainContext GrainContext => context;

    private string AgentId => context.GrainId.Key.ToString()!;

    public Task Append(List<MemoryItem> items) => store.AppendAsync(AgentId, items, CancellationToken.None);

    public async Task<MemoryPage> Query(MemoryQuery query)
    {
        var limit = Math.Clamp(query.Limit, 1, 200);
        if (string.IsNullOrWhiteSpace(query.Text))
        {
            return await store.ListAsync(AgentId, query.Kind, query.Cursor, limit, CancellationToken.None);
        }

        var candidates = await store.SearchAsync(AgentId, query.Text, query.Kind, limit * CandidatesPerItem, CancellationToken.None);
        return new MemoryPage { Items = MemoryRanker.Default.Rank(candidates, time.GetUtcNow(), limit) };
    }

    public Task<bool> Forget(string id) => store.DeleteAsync(AgentId, id, CancellationToken.None);
}
