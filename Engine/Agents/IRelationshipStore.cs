using PuppetEngine.Engine.Agents.Relationships;

namespace PuppetEngine.Engine.Agents;

/// <summary>The table of relationships, as it is read. Written by the agents' own commits alone, <see cref="IAgentLedger.CommitAsync"/>.</summary>
public interface IRelationshipStore
{
    /// <summary>What an agent makes of somebody; null where nothing is stored.</summary>
    /// <param name="agentId">The agent.</param>
    /// <param name="targetId">The other, <see cref="Relationship.TargetId"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<Relationship?> FindAsync(string agentId, string targetId, CancellationToken cancellationToken);

    /// <summary>A page of an agent's relationships, those that changed last first.</summary>
    /// <param name="agentId">The agent.</param>
    /// <param name="limit">1 to 200.</param>
    /// <param name="cursor">Where the last page ended; null for the first.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">The cursor is none that a page ended with.</exception>
    Task<RelationshipPage> ListAsync(string agentId, int limit, string? cursor, CancellationToken cancellationToken);
}

/// <summary>A page of relationships.</summary>
/// <param name="Items">The relationships.</param>
/// <param name="Next">The cursor of the next page; null at the end.</param>
public sealed record RelationshipPage(IReadOnlyList<Relationship> Items, string? Next);
