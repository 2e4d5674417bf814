using Orleans;

namespace PuppetEngine.Grains.Abstractions.Agents;

/// <summary>Writes drafts for preview: neither sent nor remembered, but charged. Stateless worker, key <c>worker</c>.</summary>
[Alias("PuppetEngine.Agents.IDraftWorkerGrain")]
public interface IDraftWorkerGrain : IGrainWithStringKey
{
    /// <summary>Writes drafts of a post.</summary>
    /// <exception cref="AgentNotFoundException">There is no such agent.</exception>
    [Alias("Draft"), ResponseTimeout("00:05:00")]
    Task<List<DraftView>> Draft(string agentId, string? topic, int count, CancellationToken cancellationToken);
}
