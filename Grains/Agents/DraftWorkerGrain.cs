using Orleans;
using Orleans.Concurrency;
using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Scheduling;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Grains.Agents;

/// <summary>Writes drafts for preview, beside the agent: it goes on posting meanwhile.</summary>
[GrainType("draft-worker"), StatelessWorker, Reentrant]
internal sealed class DraftWorkerGrain(Orleans.Runtime.IGrainContext context, AgentServices services) : IDraftWorkerGrain, IGrainBase
{
    /// <inheritdoc/>
    public Orleans.Runtime.IGrainContext GrainContext { get; } = context;

    /// <inheritdoc/>
    public async Task<List<DraftView>> Draft(string agentId, string? topic, int count, CancellationToken cancellationToken) =>
        (await DraftThread(agentId, topic, count, 1, cancellationToken)).Drafts;

    /// <inheritdoc/>
    public async Task<DraftsResult> DraftThread(string agentId, string? topic, int count, int parts, CancellationToken cancellationToken)
    {
        var material = await services.Grains.GetGrain<IAgentGrain>(agentId).GetDraftMaterial();
        var definition = AgentDefinitionParser.Parse(material.DefinitionJson, "").Definition ?? throw new AgentNotFoundException(agentId);
        if (AgentGrain.TooManyParts(definition, parts) is { } refusal)
        {
            return new DraftsResult { Problem = AgentProblemCodes.ThreadTooLong, Detail = refusal };
        }

        var agent = new AgentProfile(definition, material.DefinitionVersion, services, "");
        var state = new TurnState
        {
            Recent = [.. material.RecentPosts.Select(text => new RecentPost("", text, services.Time.GetUtcNow(), null))],
            Posting = new SchedulePosition { Index = material.OccurrenceIndex, Seed = definition.Seed },
        };
        var call = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8));
        var composer = new PostComposer(agentId, services);
        return new DraftsResult { Drafts = [.. await Task.WhenAll(Enumerable.Range(0, count).Select(i => composer.DraftAsync(agent, state, topic, i, $"preview-{call}-{i}", parts, cancellationToken)))] };
    }
}
