using Orleans;
using Orleans.Concurrency;

namespace PuppetEngine.Grains.Abstractions.Llm;

/// <summary>The ceiling of the whole cluster on models per UTC day. Key <c>ceiling</c>. Grants expiring slices; silos spend from them.</summary>
[Alias("PuppetEngine.Llm.ILlmCeilingGrain")]
public interface ILlmCeilingGrain : IGrainWithStringKey
{
    /// <summary>What the day has cost so far.</summary>
    [Alias("GetReport"), AlwaysInterleave]
    Task<LlmUsageReport> GetReport();
}
