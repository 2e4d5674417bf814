using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Engine.Agents;

/// <summary>The tables of agents, effects and journal, as agents write them.</summary>
public interface IAgentLedger
{
    /// <summary>
    /// Stores a commit in one transaction, durably when it returns. Idempotent: a row of an equal entry key and hash is ignored, a lower
    /// version is ignored.
    /// </summary>
    /// <exception cref="JournalConflictException">Another row stands at a seq: two activations wrote. The activation must end.</exception>
    Task CommitAsync(AgentCommit commit, CancellationToken cancellationToken);

    /// <summary>An effect as last stored; null when there is none.</summary>
    Task<EffectView?> FindEffectAsync(string effectId, CancellationToken cancellationToken);

    /// <summary>
    /// Who says a text, as commits told it; null where nobody does any more, or what was to say it ended unsent. One indexed look. A text has one
    /// account: of two that tell it at once the first one committed.
    /// </summary>
    /// <param name="key">The text, <see cref="SaidText.KeyOf"/>.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<SaidText?> FindSaidAsync(long key, DateTimeOffset now, CancellationToken cancellationToken);
}
