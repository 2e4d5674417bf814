using Orleans;

namespace PuppetEngine.Grains.Abstractions.Agents;

/// <summary>There is no agent of this id.</summary>
[GenerateSerializer, Alias("PuppetEngine.Agents.AgentNotFoundException")]
public sealed class AgentNotFoundException : Exception
{
    /// <summary>Makes the exception for an id.</summary>
    public AgentNotFoundException(string agentId)
        : base($"There is no agent '{agentId}'. GET /v1/agents lists those there are; POST /v1/agents or a file in agents/ makes one.") =>
        AgentId = agentId;

    /// <summary>The id that was asked for.</summary>
    [Id(0)] public string AgentId { get; private set; }
}
