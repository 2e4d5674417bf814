namespace PuppetEngine.Engine.Events;

/// <summary>Who may hear of events.</summary>
public interface IEventAudience
{
    /// <summary>Ids of agents that are not deleted, in order, after one; fewer than the limit only at the end.</summary>
    /// <param name="tag">Only those with this tag; null for all.</param>
    /// <param name="after">The id after which the page begins; empty for the first.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<IReadOnlyList<string>> ListAsync(string? tag, string after, int limit, CancellationToken cancellationToken);

    /// <summary>Which of some ids are no agents, or deleted ones.</summary>
    Task<IReadOnlyList<string>> FindMissingAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken);
}
