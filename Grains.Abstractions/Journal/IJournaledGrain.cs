using Orleans;
using Orleans.Concurrency;

namespace PuppetEngine.Grains.Abstractions.Journal;

/// <summary>A grain that keeps a journal: it knows, outside the journal's table, where its chain ends. Key: the agent's id.</summary>
[Alias("PuppetEngine.Journal.IJournaledGrain")]
public interface IJournaledGrain : IGrainWithStringKey
{
    /// <summary>The last row that the grain's state says was stored; null when it has none, or when there is no such agent.</summary>
    [Alias("GetJournalMark"), AlwaysInterleave]
    Task<JournalMark?> GetJournalMark();
}
