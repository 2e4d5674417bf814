namespace PuppetEngine.Engine.Journal;

/// <summary>A commit would leave a gap in an agent's journal: rows before it are missing from the table. Nothing of the commit is stored.</summary>
public sealed class JournalGapException(string agentId, long missing, long seq)
    : Exception($"The journal of '{agentId}' has no row {missing} for row {seq} to follow. The journal's table is older than the agent's state: restore both from one backup.")
{
    /// <summary>The agent.</summary>
    public string AgentId { get; } = agentId;

    /// <summary>The first missing seq.</summary>
    public long Missing { get; } = missing;

    /// <summary>The row that could not be stored.</summary>
    public long Seq { get; } = seq;
}
