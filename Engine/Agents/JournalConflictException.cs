namespace PuppetEngine.Engine.Agents;

/// <summary>Another journal row stands at the seq that a commit wanted: a second activation wrote. The later one must end and do nothing more outside.</summary>
public sealed class JournalConflictException(string agentId, long seq)
    : Exception($"The journal of '{agentId}' has another row at {seq}. This activation is not the only one and ends.")
{
    /// <summary>The agent.</summary>
    public string AgentId { get; } = agentId;

    /// <summary>The seq in conflict.</summary>
    public long Seq { get; } = seq;
}
