using PuppetEngine.Engine.Agents.Relationships;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Journal;

namespace PuppetEngine.Engine.Agents;

/// <summary>What an agent's state commit tells the tables: an outbox, flushed in one transaction right after the commit.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Rows">Journal rows, ascending by seq, without gaps.</param>
/// <param name="Effects">Changed effects; each replaces the stored one only by a higher version.</param>
/// <param name="Card">The agent's card; replaces the stored one only by a higher version; null when unchanged.</param>
public sealed record AgentCommit(
    string AgentId,
    IReadOnlyList<JournalRow> Rows,
    IReadOnlyList<EffectView> Effects,
    AgentCard? Card)
{
    /// <summary>What it makes of others; each replaces the stored one only by a higher version.</summary>
    public IReadOnlyList<Relationship> Relationships { get; init; } = [];

    /// <summary>What its account is about to say; each is the account's from then on, where no other account has it.</summary>
    public IReadOnlyList<SaidText> Said { get; init; } = [];
}
