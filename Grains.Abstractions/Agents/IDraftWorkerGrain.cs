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

    /// <summary>Writes drafts of a thread; more parts than the definition allows are refused before a model is asked.</summary>
    /// <param name="agentId">The agent.</param>
    /// <param name="topic">What to write about; null for the agent's own choice.</param>
    /// <param name="count">How many drafts.</param>
    /// <param name="parts">The most parts of each; 1 for single posts.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AgentNotFoundException">There is no such agent.</exception>
    [Alias("DraftThread"), ResponseTimeout("00:05:00")]
    Task<DraftsResult> DraftThread(string agentId, string? topic, int count, int parts, CancellationToken cancellationToken);
}
