namespace PuppetEngine.Engine.Journal;

/// <summary>The ends of all agents' chains in the journal's table.</summary>
public interface IJournalHeads
{
    /// <summary>The heads of the chains that moved above a feed position, by agent id, with the newest feed position covered; at most <paramref name="limit"/> rows are looked at.</summary>
    Task<(IReadOnlyList<JournalHead> Heads, long FeedPosition)> ReadMovedAsync(long afterPosition, int limit, CancellationToken cancellationToken);

    /// <summary>The newest feed position; 0 when there is no row.</summary>
    Task<long> ReadFeedPositionAsync(CancellationToken cancellationToken);

    /// <summary>The hash of one row; null when there is none.</summary>
    Task<byte[]?> FindHashAsync(string agentId, long seq, CancellationToken cancellationToken);
}
