using Orleans;
using Orleans.Concurrency;

namespace PuppetEngine.Grains.Abstractions.Llm;

/// <summary>The ceiling of the whole cluster on models per UTC day. Key <c>ceiling</c>. Grants expiring slices; silos spend from them.</summary>
[Alias("PuppetEngine.Llm.ILlmCeilingGrain")]
public interface ILlmCeilingGrain : IGrainWithStringKey
{
    /// <summary>Grants a part of the day's ceiling, durably before it returns. The same slice id again is the same slice. A refusal is a result.</summary>
    [Alias("Grant")]
    Task<LlmSlice> Grant(LlmSliceRequest request);

    /// <summary>Takes reports of slices; unknown ones, of another day or long expired, change nothing.</summary>
    [Alias("Report")]
    Task Report(List<LlmSliceReport> reports);

    /// <summary>What the day has cost so far.</summary>
    [Alias("GetReport"), AlwaysInterleave]
    Task<LlmUsageReport> GetReport();
}
